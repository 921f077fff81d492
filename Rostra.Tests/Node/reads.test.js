import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ok, refused } from './client/http.js'
import { Hub, refusal, value } from './client/hub.js'
import { people, person, roomOf, uuid } from './client/people.js'

const mark = (who, room, seq) => who.ask('PUT', `/api/rooms/${room.id}/read`, { seq })

const readMoved = (room) => (event) => event.type === 'readMoved' && event.roomId === room.id

describe('a read mark', () => {
  test('rises up to the head, and never falls', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    for (const text of ['3', '4', '5', '6']) await ada.says(room, text)
    assert.deepEqual(ok(await mark(alan, room, 4)), { readSeq: 4, unread: 2 })
    assert.deepEqual(ok(await mark(alan, room, 3)), { readSeq: 4, unread: 2 })
    assert.deepEqual(ok(await mark(alan, room, 2 ** 53 - 1)), { readSeq: 6, unread: 0 })
    const { readSeq, unread } = await alan.sees(room)
    assert.deepEqual({ readSeq, unread }, { readSeq: 6, unread: 0 })
  })

  test('moves with what I say', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    await ada.says(room, 'hello')
    const mine = await alan.says(room, 'hi')
    await ada.says(room, 'how are you?')
    assert.deepEqual(ok(await mark(alan, room, 0)), { readSeq: mine.id, unread: 1 })
  })

  test('is told to all my sockets, and to nobody else', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    const said = await ada.says(room, 'hello')
    const hubs = [await Hub.of(alan), await Hub.of(alan)]
    const other = await Hub.of(ada)
    assert.deepEqual(value(await hubs[0].call('MarkRead', { roomId: room.id, seq: said.id })), { readSeq: said.id, unread: 0 })
    for (const hub of hubs) {
      const { batchRoom, ...event } = await hub.event(readMoved(room))
      assert.deepEqual([batchRoom, event], [undefined, { type: 'readMoved', roomId: room.id, readSeq: said.id, unread: 0 }])
    }
    const next = await ada.says(room, 'again')
    await other.reaches(room, next.id)
    assert.ok(!other.events.some(readMoved(room)))
    await Promise.all([...hubs, other].map((hub) => hub.close()))
  })

  test('is kept while nobody is connected', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    const said = await ada.says(room, 'hello')
    await ada.says(room, 'again')
    ok(await mark(alan, room, said.id))
    const hub = await Hub.of(alan)
    const { readSeq, unread } = hub.welcome.rooms.find(({ id }) => id === room.id)
    assert.deepEqual({ readSeq, unread }, { readSeq: said.id, unread: 1 })
    await hub.close()
  })

  test('starts anew where I come back', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    await ada.says(room, 'hello')
    await alan.leaves(room)
    refused(await mark(alan, room, 3), 403, 'notMember')
    await ada.says(room, 'where are you?')
    const back = await alan.joins(room)
    assert.deepEqual([back.readSeq, back.lastSeq, back.unread], [back.lastSeq, back.lastSeq, 0])
    assert.deepEqual(ok(await mark(alan, room, 0)), { readSeq: back.lastSeq, unread: 0 })
  })

  test('counts a hundred at most, and nothing that is deleted', async () => {
    const [ada, alan] = await people(2)
    const room = await roomOf(ada, alan)
    const hub = await Hub.of(ada)
    const sent = await Promise.all(Array.from({ length: 101 }, (_, n) => hub.send(room, `${n}`)))
    assert.equal((await alan.sees(room)).unread, 100)
    const ids = sent.map((answer) => value(answer).message.id)
    for (const id of ids.slice(0, 2)) value(await hub.call('DeleteMessage', { roomId: room.id, id }))
    assert.deepEqual(ok(await mark(alan, room, 2)), { readSeq: 2, unread: 99 })
    assert.deepEqual(ok(await mark(alan, room, ids[9])), { readSeq: ids[9], unread: 91 })
    await hub.close()
  })

  test('is refused where it cannot be', async () => {
    const [ada, stranger] = await people(2)
    const room = await ada.makesRoom()
    refused(await mark(stranger, room, 1), 403, 'notMember')
    refused(await mark(ada, { id: uuid() }, 1), 404, 'roomNotFound')
    refused(await mark(ada, room, -1), 422, 'invalid', 'seq')
    refused(await mark(ada, room, 1.5), 422, 'invalid', 'seq')
    refused(await mark(ada, room, undefined), 422, 'invalid', 'seq')
    refused(await mark(ada, room, '1'), 400, 'malformed')
    const hub = await Hub.of(ada)
    refusal(await hub.call('MarkRead', { roomId: room.id }), 'invalid', 'seq')
    refusal(await hub.call('MarkRead', { roomId: 'x', seq: 1 }), 'invalid', 'roomId')
    refusal(await hub.call('MarkRead', { roomId: uuid(), seq: 1 }), 'roomNotFound')
    await hub.close()
  })
})

test('who counts on from what they were told is right', async () => {
  const [ada, alan] = await people(2)
  const room = await roomOf(ada, alan)
  const hub = await Hub.of(ada)
  const reader = await Hub.of(alan)
  let last = 0
  for (let round = 0; round < 8; round++) {
    const sends = Array.from({ length: 12 }, (_, n) => hub.send(room, `${round} ${n}`))
    const marks = Array.from({ length: 3 }, (_, n) => reader.call('MarkRead', { roomId: room.id, seq: last + 4 * n }))
    last = value((await Promise.all(sends)).at(-1)).message.id
    ;(await Promise.all(marks)).forEach(value)
  }
  await reader.reaches(room, last)
  const fresh = await alan.sees(room)
  const counted = () => {
    let state = reader.welcome.rooms.find(({ id }) => id === room.id)
    for (const event of reader.events) {
      if (readMoved(room)(event)) state = event
      else if (event.type === 'messagePosted' && event.batchRoom === room.id) state = { readSeq: state.readSeq, unread: Math.min(100, state.unread + 1) }
    }
    return [state.readSeq, state.unread]
  }
  await reader.until(() => counted().join() === [fresh.readSeq, fresh.unread].join(), `${counted()} = ${[fresh.readSeq, fresh.unread]}`)
  await Promise.all([hub.close(), reader.close()])
})

test('a room that I join or make is mine on every socket, where I read from its beginning', async () => {
  const [ada, alan] = [await person(), await person()]
  const room = await ada.makesRoom()
  const hubs = [await Hub.of(alan), await Hub.of(alan)]
  const joined = await alan.joins(room)
  for (const hub of hubs) {
    const event = await hub.event(({ type, room: told }) => type === 'roomJoined' && told.id === room.id)
    assert.deepEqual([event.room.role, event.room.readSeq, event.room.unread], ['member', joined.readSeq, 0])
  }
  await Promise.all(hubs.map((hub) => hub.close()))
})
