import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ok, refused } from './client/http.js'
import { people, roomOf, unique, uuid, person } from './client/people.js'

const join = (who, room) => who.ask('POST', `/api/rooms/${room.id}/join`)
const leave = (who, room) => who.ask('POST', `/api/rooms/${room.id}/leave`)
const members = (who, room, query = '') => who.get(`/api/rooms/${room.id}/members${query}`)

describe('joining', () => {
  test('takes a seq, and what is older counts as read', async () => {
    const [ada, bob] = await people(2)
    const room = await ada.makesRoom()
    await ada.says(room, 'before')
    const joined = await bob.joins(room)
    assert.deepEqual([joined.role, joined.memberCount, joined.lastSeq, joined.readSeq, joined.unread], ['member', 2, 3, 3, 0])
    assert.deepEqual((await bob.page(room)).messages.map((message) => message.text), ['before'])
    refused(await join(bob, room), 409, 'alreadyMember')
    refused(await join(bob, { id: uuid() }), 404, 'roomNotFound')
  })

  test('at once, many times, is joining once', async () => {
    const [ada, bob] = await people(2)
    const room = await ada.makesRoom()
    const answers = await Promise.all(Array.from({ length: 8 }, () => join(bob, room)))
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, ...Array(7).fill(409)])
    assert.equal((await ada.sees(room)).lastSeq, 2)
  })
})

describe('leaving', () => {
  test('ends what a member may do', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    await bob.leaves(room)
    refused(await bob.get(`/api/rooms/${room.id}`), 403, 'notMember')
    refused(await bob.get(`/api/rooms/${room.id}/messages`), 403, 'notMember')
    refused(await bob.get(`/api/rooms/${room.id}/changes?after=0`), 403, 'notMember')
    refused(await members(bob, room), 403, 'notMember')
    refused(await bob.post(room, 'hello'), 403, 'notMember')
    refused(await leave(bob, room), 403, 'notMember')
    assert.deepEqual(ok(await bob.get('/api/rooms')), [])
    const { memberCount, lastSeq } = await ada.sees(room)
    assert.deepEqual([memberCount, lastSeq], [1, 3])
  })

  test('is not for the owner', async () => {
    const ada = await person()
    refused(await leave(ada, await ada.makesRoom()), 403, 'ownerCannotLeave')
    refused(await leave(ada, { id: uuid() }), 404, 'roomNotFound')
  })

  test('and coming back is a new membership', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    await bob.leaves(room)
    await ada.says(room, 'meanwhile')
    const back = await bob.joins(room)
    assert.deepEqual([back.readSeq, back.lastSeq, back.unread], [5, 5, 0])
  })
})

describe('members are listed', () => {
  test('owner first, then by name, in pages', async () => {
    const mark = unique()
    const [ada, ...others] = await Promise.all(['z', 'Delta', 'alpha', 'Charlie', 'bravo'].map((name) => person(`${name} ${mark}`)))
    const room = await roomOf(ada, ...others)
    const all = ok(await members(ada, room))
    assert.deepEqual(all.members.map((member) => member.user.username.split(' ')[0]), ['z', 'alpha', 'bravo', 'Charlie', 'Delta'])
    assert.deepEqual([all.total, 'cursor' in all], [5, false])
    const [owner] = all.members
    assert.deepEqual([owner.user, owner.role, owner.online], [ada.ref, 'owner', false])
    assert.deepEqual(Object.keys(owner).sort(), ['changedSeq', 'joinedAt', 'online', 'role', 'user'])

    const paged = []
    for (let cursor = ''; cursor !== undefined; ) {
      const page = ok(await members(others[0], room, `?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`))
      assert.equal(page.total, 5)
      paged.push(...page.members)
      cursor = page.cursor
    }
    assert.deepEqual(paged, all.members)
  })

  test('by a part of the name', async () => {
    const mark = unique()
    const [ada, bob] = await Promise.all([person(`ada ${mark}`), person(`bob ${mark}`)])
    const room = await roomOf(ada, bob)
    const found = ok(await members(ada, room, '?query=BOB'))
    assert.deepEqual(found.members.map((member) => member.user.id), [bob.id])
  })

  test('within limits', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    for (const query of ['limit=0', 'limit=101', 'limit=x']) refused(await members(ada, room, `?${query}`), 422, 'invalid', 'limit')
    refused(await members(ada, room, '?cursor=nonsense'), 422, 'invalid', 'cursor')
  })
})
