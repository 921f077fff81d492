import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hub, value } from './client/hub.js'
import { ok } from './client/http.js'
import { people, person, roomOf, uuid } from './client/people.js'

const open = (...everyone) => Promise.all(everyone.map((one) => Hub.of(one)))
const close = (hubs) => Promise.all(hubs.map((hub) => hub.close()))
const at = (room, message) => `/api/rooms/${room.id}/messages/${message.id}`

describe('everybody sees the same', () => {
  test('in the same order, when several write at once', async () => {
    const everyone = await people(4)
    const room = await roomOf(...everyone)
    const hubs = await open(...everyone)
    const posted = await Promise.all(hubs.flatMap((hub, who) => Array.from({ length: 60 }, (_, n) => hub.send(room, `${who} ${n}`).then(value))))
    const ids = posted.map(({ message }) => message.id).toSorted((a, b) => a - b)
    assert.deepEqual(ids, Array.from({ length: 240 }, (_, n) => 5 + n))
    for (const hub of hubs) await hub.reaches(room, 244)
    const seen = hubs.map((hub) => hub.of(room, 'messagePosted').map(({ seq, message }) => [seq, message.id, message.clientId, message.text]))
    for (const one of seen) assert.deepEqual(one, seen[0])
    assert.ok(seen[0].every(([seq, id]) => seq === id))
    await close(hubs)
  })

  test('on each socket of one person', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const hubs = await open(ada, ada)
    const message = await ada.says(room, 'by HTTP')
    for (const hub of hubs) {
      await hub.reaches(room, 2)
      assert.deepEqual(hub.of(room, 'messagePosted').map((event) => event.message), [message])
    }
    await close(hubs)
  })

  test('what is edited, deleted and reacted to', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [hub] = await open(bob)
    const message = await ada.says(room, 'first')
    ok(await ada.ask('PATCH', at(room, message), { text: 'second' }))
    ok(await bob.ask('PUT', `${at(room, message)}/reactions/${encodeURIComponent('🔥')}`))
    ok(await bob.ask('DELETE', `${at(room, message)}/reactions/${encodeURIComponent('🔥')}`))
    ok(await ada.ask('DELETE', at(room, message)))
    await hub.reaches(room, 7)
    const changes = hub.of(room, 'messageChanged')
    assert.deepEqual(changes.map(({ seq, change, by, emoji }) => [seq, change, by, emoji]), [
      [4, 'edited', ada.id, undefined], [5, 'reacted', bob.id, '🔥'], [6, 'unreacted', bob.id, '🔥'], [7, 'deleted', ada.id, undefined],
    ])
    assert.deepEqual(changes.map((event) => event.message.text), ['second', 'second', 'second', ''])
    assert.deepEqual(changes[1].message.reactions, [{ emoji: '🔥', count: 1, userIds: [bob.id] }])
    assert.deepEqual(changes.map((event) => event.message.changedSeq), [4, 5, 6, 7])
    await close([hub])
  })

  test('what already is so is no event', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const [hub] = await open(ada)
    const message = await ada.says(room, 'first', uuid())
    ok(await ada.post(room, 'again', message.clientId))
    ok(await ada.ask('DELETE', `${at(room, message)}/reactions/${encodeURIComponent('🔥')}`))
    await ada.says(room, 'last')
    await hub.reaches(room, 3)
    assert.deepEqual(hub.of(room).filter((event) => event.seq > 1).map(({ seq, type }) => [seq, type]), [[2, 'messagePosted'], [3, 'messagePosted']])
    await close([hub])
  })
})

describe('coming and going', () => {
  test('somebody new is told of the room before its first batch', async () => {
    const [ada, bob] = await people(2)
    const room = await ada.makesRoom()
    const [hers, his] = await open(ada, bob)
    const joined = await bob.joins(room)
    await his.event((event) => event.type === 'roomJoined')
    await hers.reaches(room, 2)
    await ada.says(room, 'welcome')
    await his.reaches(room, 3)
    const told = his.batches.findIndex((batch) => batch.events?.some((event) => event.type === 'roomJoined'))
    const first = his.batches.findIndex((batch) => batch.roomId === room.id && batch.upTo !== undefined)
    assert.ok(told < first, 'roomJoined comes first')
    const event = his.events.find((one) => one.type === 'roomJoined')
    assert.deepEqual([event.room.id, event.room.role, 'seq' in event], [room.id, 'member', false])
    assert.ok(his.batches[first].after <= event.room.lastSeq)
    assert.equal(event.room.id, joined.id)
    const [seen] = hers.of(room, 'memberJoined').filter((one) => one.seq === 2)
    assert.deepEqual([seen.member.user, seen.member.role], [bob.ref, 'member'])
    await close([hers, his])
  })

  test('somebody who makes a room is told on every socket', async () => {
    const ada = await person()
    const hubs = await open(ada, ada)
    const room = await ada.makesRoom()
    for (const hub of hubs) assert.equal((await hub.event((event) => event.type === 'roomJoined')).room.id, room.id)
    await ada.says(room, 'hello')
    for (const hub of hubs) await hub.reaches(room, 2)
    await close(hubs)
  })

  test('who leaves sees the leaving last, while messages flow', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [hers, his] = await open(ada, bob)
    const flowing = Promise.all(Array.from({ length: 200 }, (_, n) => hers.send(room, `${n}`).then(value)))
    await his.reaches(room, 5)
    await bob.leaves(room)
    await flowing
    await ada.says(room, 'after')
    const left = await his.event((event) => event.type === 'roomLeft')
    await hers.reaches(room, 204)
    assert.deepEqual([left.roomId, left.reason, 'batchRoom' in left && left.batchRoom !== undefined], [room.id, 'left', false])
    const durable = his.of(room).filter((event) => event.seq !== undefined)
    assert.deepEqual([durable.at(-1).type, durable.at(-1).user, durable.at(-1).seq], ['memberLeft', bob.ref, left.seq])
    assert.ok(durable.every((event) => event.seq <= left.seq))
    assert.equal(hers.of(room, 'memberLeft')[0].seq, left.seq)
    await close([hers, his])
  })

  test('a stranger receives nothing', async () => {
    const [ada, eve] = await people(2)
    const room = await ada.makesRoom()
    const [hers, strangers] = await open(ada, eve)
    await ada.says(room, 'private')
    await hers.reaches(room, 2)
    const own = await eve.makesRoom()
    await eve.says(own, 'mine')
    await strangers.reaches(own, 2)
    assert.deepEqual(strangers.of(room), [])
    await close([hers, strangers])
  })

  test('a deleted room ends for everybody', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const hubs = await open(ada, bob)
    ok(await ada.ask('DELETE', `/api/rooms/${room.id}`), 204)
    for (const hub of hubs) assert.equal((await hub.event((event) => event.type === 'roomDeleted')).seq, 3)
    await close(hubs)
  })

  test('a changed room is shown without personal members', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const [hub] = await open(ada)
    ok(await ada.ask('PATCH', `/api/rooms/${room.id}`, { description: 'new' }))
    const event = await hub.event((one) => one.type === 'roomChanged')
    assert.deepEqual([event.seq, event.room.description, 'role' in event.room, 'readSeq' in event.room, 'unread' in event.room], [2, 'new', false, false, false])
    await close([hub])
  })
})

describe('coming back with cursors', () => {
  const seqs = (entry) => entry.events.map((event) => event.seq)

  test('brings what was missed, and then what goes on', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [first] = await open(bob)
    await ada.says(room, 'seen')
    await first.reaches(room, 3)
    await first.close()
    for (let n = 0; n < 5; n++) await ada.says(room, `missed ${n}`)
    const back = await Hub.of(bob, { cursors: [{ roomId: room.id, seq: 3 }], epoch: first.welcome.epoch })
    const [entry] = back.welcome.catchUp
    assert.deepEqual([entry.after, entry.upTo, entry.more, seqs(entry)], [3, 8, false, [4, 5, 6, 7, 8]])
    const [listed] = back.welcome.rooms
    assert.deepEqual([listed.lastSeq, listed.unread], [8, 6])
    await ada.says(room, 'live')
    await back.reaches(room, 9)
    await back.close()
  })

  test('at the head brings nothing, above it a reset', async () => {
    const ada = await person()
    const [here, above] = [await ada.makesRoom(), await ada.makesRoom()]
    const hub = await Hub.of(ada, { cursors: [{ roomId: here.id, seq: 1 }, { roomId: above.id, seq: 7 }] })
    const [first, second] = [here, above].map((room) => hub.welcome.catchUp.find((entry) => entry.roomId === room.id))
    assert.deepEqual(first, { roomId: here.id, after: 1, upTo: 1, events: [], more: false })
    assert.deepEqual(second, { roomId: above.id, lastSeq: 1, reset: true })
    await hub.close()
  })

  test('tells what is gone', async () => {
    const [ada, bob] = await people(2)
    const [left, deleted, never] = [await roomOf(ada, bob), await roomOf(ada, bob), await ada.makesRoom()]
    await bob.leaves(left)
    ok(await ada.ask('DELETE', `/api/rooms/${deleted.id}`), 204)
    const hub = await Hub.of(bob, { cursors: [left, deleted, never].map((room) => ({ roomId: room.id, seq: 1 })) })
    assert.equal(hub.welcome.catchUp.length, 3)
    for (const room of [left, deleted, never]) {
      assert.deepEqual(hub.welcome.catchUp.find((entry) => entry.roomId === room.id), { roomId: room.id, gone: true })
    }
    assert.deepEqual(hub.welcome.rooms, [])
    await hub.close()
  })

  test('under another epoch resets everything', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const hub = await Hub.open(ada)
    const probe = await Hub.of(ada)
    const { epoch } = probe.welcome
    const other = typeof epoch === 'number' ? epoch + 1 : uuid()
    const welcome = value(await hub.call('Hello', { cursors: [{ roomId: room.id, seq: 1 }], epoch: other }))
    assert.deepEqual(welcome.catchUp, [{ roomId: room.id, lastSeq: 1, reset: true }])
    assert.equal(welcome.epoch, epoch)
    await close([hub, probe])
  })

  test('brings at most 200 events a room, with more', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [hers] = await open(ada)
    await Promise.all(Array.from({ length: 230 }, (_, n) => hers.send(room, `${n}`).then(value)))
    const his = await Hub.of(bob, { cursors: [{ roomId: room.id, seq: 2 }] })
    const [entry] = his.welcome.catchUp
    assert.equal(entry.more, true)
    assert.ok(entry.events.length <= 200)
    const rest = await bob.changes(room, `?after=${entry.upTo}&limit=500`)
    assert.deepEqual([...seqs(entry), ...seqs(rest)], Array.from({ length: 230 }, (_, n) => n + 3))
    await close([hers, his])
  })

  test('while messages flow leaves no hole', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [hers] = await open(ada)
    const flowing = Promise.all(Array.from({ length: 300 }, (_, n) => hers.send(room, `${n}`).then(value)))
    const known = new Set()
    let seq = 2
    for (let turn = 0; turn < 6; turn++) {
      const his = await Hub.of(bob, { cursors: [{ roomId: room.id, seq }] })
      const [entry] = his.welcome.catchUp
      for (const event of entry.events) known.add(event.seq)
      seq = entry.upTo
      for (let more = entry.more; more; ) {
        const page = await bob.changes(room, `?after=${seq}&limit=500`)
        for (const event of page.events) known.add(event.seq)
        ;({ upTo: seq, more } = page)
      }
      if (turn === 5) await flowing
      const head = turn < 5 ? Math.min(seq + 20, 302) : 302
      await his.until(() => seq >= head || (his.heads.get(room.id) ?? 0) >= head)
      for (const batch of his.batches.filter((one) => one.roomId === room.id && one.upTo > seq)) {
        assert.ok(batch.after <= seq, `a hole after ${seq}: ${batch.after}`)
        for (const event of batch.events) known.add(event.seq)
        seq = batch.upTo
      }
      await his.close()
    }
    assert.deepEqual([...known].toSorted((a, b) => a - b), Array.from({ length: 300 }, (_, n) => n + 3))
    await close([hers])
  })
})
