import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ok, refused } from './client/http.js'
import { people, person, roomOf, unique, uuid } from './client/people.js'

const make = (who, body) => who.ask('POST', '/api/rooms', body)
const patch = (who, room, body) => who.ask('PATCH', `/api/rooms/${room.id}`, body)

describe('a new room', () => {
  test('is its maker’s, who is seq 1', async () => {
    const ada = await person()
    const name = `room ${unique()}`
    const room = ok(await make(ada, { name: ` ${name} `, description: ' about ' }), 201)
    const { id, createdAt, ...rest } = room
    assert.match(id, /^[0-9a-f-]{36}$/)
    assert.deepEqual(rest, {
      name, description: 'about', owner: ada.ref, memberCount: 1, onlineCount: 0, lastSeq: 1, changedSeq: rest.changedSeq,
      lastActivityAt: createdAt, role: 'owner', readSeq: 1, unread: 0,
    })
    assert.ok(rest.changedSeq <= 1)
    assert.deepEqual(await ada.sees(room), room)
  })

  test('with the same id is the same room for its maker, and nothing for others', async () => {
    const [ada, eve] = await people(2)
    const [id, name] = [uuid(), `room ${unique()}`]
    const room = ok(await make(ada, { id, name }), 201)
    assert.equal(room.id, id)
    assert.equal(ok(await make(ada, { id: id.toUpperCase(), name })).id, id)
    assert.equal(ok(await make(ada, { id, name: 'another name' })).name, name)
    refused(await make(eve, { id, name: `room ${unique()}` }), 422, 'invalid', 'id')
    ok(await ada.ask('DELETE', `/api/rooms/${id}`), 204)
    refused(await make(ada, { id, name }), 422, 'invalid', 'id')
  })

  test('asked for sixteen times at once is one room', async () => {
    const ada = await person()
    const body = { id: uuid(), name: `room ${unique()}` }
    const answers = await Promise.all(Array.from({ length: 16 }, () => make(ada, body)))
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [...Array(15).fill(200), 201])
    assert.equal(ok(await ada.get(`/api/rooms/${body.id}`)).lastSeq, 1)
  })

  test('has a name that is free, however it is written', async () => {
    const ada = await person()
    const mark = unique()
    await ada.makesRoom(`Fish and ${mark}`)
    for (const name of [`Fish and ${mark}`, `fISH and ${mark}`, `ﬁsh and ${mark}`, `Fish   and\u3000${mark}`]) refused(await make(ada, { name }), 409, 'roomNameTaken')
    const other = await ada.makesRoom()
    refused(await patch(ada, other, { name: `FISH AND ${mark}` }), 409, 'roomNameTaken')
  })

  test('asked for by many under one name is one room', async () => {
    const name = `room ${unique()}`
    const answers = await Promise.all((await people(6)).map((one) => make(one, { name })))
    assert.equal(answers.filter((answer) => answer.status === 201).length, 1)
    for (const answer of answers.filter((answer) => answer.status !== 201)) refused(answer, 409, 'roomNameTaken')
  })

  for (const [what, name] of [['short', 'ab'], ['blank', '   '], ['long', 'x'.repeat(51)], ['with a control character', 'ab\u0007c'], ['with NUL', 'ab\u0000c'], ['over two lines', 'ab\nc']]) {
    test(`has no name that is ${what}`, async () => refused(await make(await person(), { name }), 422, 'invalid', 'name'))
  }

  test('has a name and a description counted in code points', async () => {
    const ada = await person()
    ok(await make(ada, { name: unique() + '🎉'.repeat(38), description: '🎉'.repeat(255) }), 201)
    refused(await make(ada, { name: unique() + '🎉'.repeat(39), description: '🎉'.repeat(256) }), 422, 'invalid', 'name', 'description')
    refused(await make(ada, { name: `room ${unique()}`, description: 'two\nlines' }), 422, 'invalid', 'description')
    assert.ok(!('description' in (await ada.makesRoom(undefined, { description: '   ' }))))
  })

  test('has no lone surrogates in its name', async () =>
    refused(await (await person()).ask('POST', '/api/rooms', undefined, { raw: '{"name":"ab\\ud83dc"}' }), 422, 'invalid', 'name'))
})

describe('a room is changed', () => {
  test('by its owner, each change taking a seq', async () => {
    const ada = await person()
    const room = await ada.makesRoom(undefined, { description: 'first' })
    const name = `room ${unique()}`
    const renamed = ok(await patch(ada, room, { name }))
    assert.deepEqual([renamed.name, renamed.description, renamed.lastSeq, renamed.changedSeq], [name, 'first', 2, 2])
    assert.equal(ok(await patch(ada, room, { name, description: 'first' })).lastSeq, 2)
    const cleared = ok(await patch(ada, room, { description: null }))
    assert.deepEqual([cleared.name, 'description' in cleared, cleared.lastSeq], [name, false, 3])
    assert.equal(ok(await patch(ada, room, { description: '  ' })).lastSeq, 3)
    const cased = ok(await patch(ada, room, { name: name.toUpperCase() }))
    assert.equal(cased.name, name.toUpperCase())
  })

  test('by a request that changes something', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    refused(await patch(ada, room, {}), 422, 'invalid')
    refused(await patch(ada, room, { name: null }), 422, 'invalid')
    refused(await patch(ada, room, { name: 'x', description: 'a\nb' }), 422, 'invalid', 'name', 'description')
  })

  test('by nobody else', async () => {
    const [ada, member, stranger] = await people(3)
    const room = await roomOf(ada, member)
    refused(await patch(member, room, { name: `room ${unique()}` }), 403, 'notOwner')
    refused(await patch(stranger, room, { name: `room ${unique()}` }), 403, 'notMember')
    refused(await patch(ada, { id: uuid() }, { name: `room ${unique()}` }), 404, 'roomNotFound')
  })
})

describe('a room is deleted', () => {
  test('by its owner: it is gone, and its name is free', async () => {
    const [ada, member, stranger] = await people(3)
    const room = await roomOf(ada, member)
    const path = `/api/rooms/${room.id}`
    refused(await member.ask('DELETE', path), 403, 'notOwner')
    refused(await stranger.ask('DELETE', path), 403, 'notMember')
    ok(await ada.ask('DELETE', path), 204)
    for (const who of [ada, member, stranger]) refused(await who.get(path), 404, 'roomNotFound')
    refused(await ada.ask('DELETE', path), 404, 'roomNotFound')
    refused(await member.get(`${path}/messages`), 404, 'roomNotFound')
    refused(await member.ask('POST', `${path}/join`), 404, 'roomNotFound')
    refused(await member.post(room, 'hello'), 404, 'roomNotFound')
    assert.deepEqual(ok(await member.get('/api/rooms')), [])
    await stranger.makesRoom(room.name)
  })
})

test('my rooms are listed, the liveliest first', async () => {
  const [ada, bob] = await people(2)
  const [first, second, third] = [await ada.makesRoom(), await ada.makesRoom(), await ada.makesRoom()]
  await bob.joins(first)
  await bob.says(first, 'hello')
  const listed = ok(await ada.get('/api/rooms'))
  assert.deepEqual(listed.map((room) => room.id), [first, third, second].map((room) => room.id))
  assert.deepEqual([listed[0].unread, listed[0].role, listed[0].memberCount, listed[0].lastSeq], [1, 'owner', 2, 3])
  assert.deepEqual(listed[1], await ada.sees(third))
  assert.deepEqual(ok(await bob.get('/api/rooms')).map((room) => room.id), [first.id])
})

test('a room is shown to members, and told from a missing one to strangers', async () => {
  const [ada, eve] = await people(2)
  const room = await ada.makesRoom()
  refused(await eve.get(`/api/rooms/${room.id}`), 403, 'notMember')
  refused(await eve.get(`/api/rooms/${uuid()}`), 404, 'roomNotFound')
})
