import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { ok, refused } from './client/http.js'
import { Hub } from './client/hub.js'
import { people, roomOf, uuid } from './client/people.js'

const hubs = []
const open = async (who, hello) => hubs[hubs.push(await Hub.of(who, hello)) - 1]
after(() => Promise.all(hubs.map((hub) => hub.close())))

const give = (who, room, to, body = { role: 'owner' }) => who.ask('PUT', `/api/rooms/${room.id}/members/${to.id ?? to}`, body)

describe('handing a room over', () => {
  test('makes the taker the owner and the giver a member, in two places of the log', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    const before = (await ada.sees(room)).lastSeq
    const member = ok(await give(ada, room, alan))
    assert.deepEqual([member.user, member.role, typeof member.joinedAt, typeof member.online], [alan.ref, 'owner', 'string', 'boolean'])

    const [mine, his] = [await ada.sees(room), await alan.sees(room)]
    assert.deepEqual([mine.owner, mine.role, his.role, mine.lastSeq], [alan.ref, 'member', 'owner', before + 2])
    assert.ok(mine.changedSeq > before && mine.changedSeq <= before + 2, 'another owner is another version of the room')
    const { events } = await ada.changes(room, `?after=${before}`)
    assert.deepEqual(events.map((event) => [event.type, event.seq]), [['memberChanged', before + 1], ['memberChanged', before + 2]])
    assert.deepEqual(new Map(events.map((event) => [event.member.user.id, event.member.role])), new Map([[alan.id, 'owner'], [ada.id, 'member']]))
    for (const event of events) assert.equal(event.member.changedSeq, event.seq)
    const { members } = ok(await ada.get(`/api/rooms/${room.id}/members`))
    assert.deepEqual(members.map((one) => [one.user.id, one.role]), [[alan.id, 'owner'], [ada.id, 'member']])
  })

  test('is heard by everybody in the room', async () => {
    const [ada, alan, grace] = await people(3)
    const room = await roomOf(ada, alan, grace)
    const hub = await open(grace)
    ok(await give(ada, room, alan))
    const taken = await hub.event((event) => event.type === 'memberChanged' && event.member.role === 'owner')
    const given = await hub.event((event) => event.type === 'memberChanged' && event.member.role === 'member')
    assert.deepEqual([taken.member.user, given.member.user], [alan.ref, ada.ref])
    assert.ok(!('online' in taken.member))
    assert.equal((await grace.sees(room)).lastSeq, Math.max(taken.seq, given.seq))
  })

  test('lets the giver go and gives the taker what owners may', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    refused(await ada.ask('POST', `/api/rooms/${room.id}/leave`), 403, 'ownerCannotLeave')
    ok(await give(ada, room, alan))
    refused(await ada.ask('PATCH', `/api/rooms/${room.id}`, { description: 'mine' }), 403, 'notOwner')
    ok(await alan.ask('PATCH', `/api/rooms/${room.id}`, { description: 'his' }))
    await ada.leaves(room)
    refused(await alan.ask('POST', `/api/rooms/${room.id}/leave`), 403, 'ownerCannotLeave')
    ok(await alan.ask('DELETE', `/api/rooms/${room.id}`), 204)
  })

  test('to oneself changes nothing', async () => {
    const [ada] = await people(1)
    const room = await roomOf(ada)
    assert.equal(ok(await give(ada, room, ada)).role, 'owner')
    assert.equal((await ada.sees(room)).lastSeq, 1)
  })

  test('back and forth leaves one owner', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    for (let round = 0; round < 3; round++) {
      ok(await give(ada, room, alan))
      ok(await give(alan, room, ada))
    }
    const { members } = ok(await ada.get(`/api/rooms/${room.id}/members`))
    assert.deepEqual(members.map((one) => [one.user.id, one.role]), [[ada.id, 'owner'], [alan.id, 'member']])
  })

  test('to two at once leaves one owner', async () => {
    const [ada, alan, grace] = await people(3)
    const room = await roomOf(ada, alan, grace)
    const answers = await Promise.all([alan, grace].map((to) => give(ada, room, to)))
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 403])
    const { members } = ok(await ada.get(`/api/rooms/${room.id}/members`))
    assert.equal(members.filter((one) => one.role === 'owner').length, 1)
  })

  test('is refused, and then changes nothing', async () => {
    const [ada, alan, grace, eve] = await people(4)
    const room = await roomOf(ada, alan, grace)
    const { lastSeq } = await ada.sees(room)
    refused(await give(ada, room, alan, {}), 422, 'invalid', 'role')
    for (const role of ['member', 'Owner', '']) refused(await give(ada, room, alan, { role }), 422, 'invalid', 'role')
    refused(await give(ada, room, alan, { role: 7 }), 400, 'malformed')
    refused(await give(ada, room, 'nobody'), 404, 'notFound')
    refused(await give(ada, { id: uuid() }, alan), 404, 'roomNotFound')
    refused(await give(ada, room, eve), 404, 'userNotFound')
    refused(await give(ada, room, uuid()), 404, 'userNotFound')
    refused(await give(eve, room, alan), 403, 'notMember')
    refused(await give(alan, room, grace), 403, 'notOwner')
    refused(await give(alan, room, alan), 403, 'notOwner')
    refused(await give(alan, room, ada), 403, 'notOwner')
    assert.equal((await ada.sees(room)).lastSeq, lastSeq)
    await grace.leaves(room)
    refused(await give(ada, room, grace), 404, 'userNotFound')
  })
})
