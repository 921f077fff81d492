import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { Hub, value } from './client/hub.js'
import { ok, refused } from './client/http.js'
import { people, person, roomOf } from './client/people.js'

describe('pages', () => {
  // Made (1), joined (2), messages 3…22.
  let ada, room
  before(async () => {
    const [owner, bob] = await people(2)
    ada = owner
    room = await roomOf(ada, bob)
    for (let n = 0; n < 20; n++) await (n % 2 ? bob : ada).says(room, `${n}`)
  })

  const ids = async (query) => {
    const { messages, hasOlder, hasNewer, lastSeq } = await ada.page(room, query)
    assert.equal(lastSeq, 22)
    return [messages.map((message) => message.id), hasOlder, hasNewer]
  }
  const range = (from, to) => Array.from({ length: to - from + 1 }, (_, n) => from + n)

  for (const [query, from, to, hasOlder, hasNewer] of [
    ['', 3, 22, false, false],
    ['?limit=5', 18, 22, true, false],
    ['?before=10&limit=3', 7, 9, true, true],
    ['?before=5', 3, 4, false, true],
    ['?before=9007199254740991&limit=2', 21, 22, true, false],
    ['?after=10&limit=3', 11, 13, true, true],
    ['?after=20', 21, 22, true, false],
    ['?after=0&limit=2', 3, 4, false, true],
    ['?around=12&limit=5', 10, 14, true, true],
    ['?around=12&limit=4', 11, 14, true, true],
    ['?around=12&limit=1', 12, 12, true, true],
    ['?around=1&limit=4', 3, 6, false, true],
    ['?around=4&limit=5', 3, 7, false, true],
    ['?around=22&limit=5', 18, 22, true, false],
    ['?around=99&limit=5', 18, 22, true, false],
  ]) {
    test(`${query || 'none'} shows ${from}…${to}`, async () => assert.deepEqual(await ids(query), [range(from, to), hasOlder, hasNewer]))
  }

  test('beyond an end are empty', async () => {
    assert.deepEqual(await ids('?before=3'), [[], false, true])
    assert.deepEqual(await ids('?after=22'), [[], true, false])
  })

  test('of an empty room are empty', async () => {
    const empty = await ada.makesRoom()
    assert.deepEqual(await ada.page(empty), { messages: [], hasOlder: false, hasNewer: false, lastSeq: 1 })
  })

  for (const query of ['before=3&after=4', 'around=3&before=4', 'before=x', 'after=-1', 'around=1.5', 'before=9007199254740992', 'limit=0', 'limit=101', 'limit=x']) {
    test(`are not asked for by ${query}`, async () => refused(await ada.get(`/api/rooms/${room.id}/messages?${query}`), 422, 'invalid'))
  }
})

describe('changes', () => {
  test('show what is, each message once, at its last place', async () => {
    const [ada, bob] = await people(2)
    const room = await ada.makesRoom()
    const path = (message) => `/api/rooms/${room.id}/messages/${message.id}`
    const old = await ada.says(room, 'old') // 2
    await bob.joins(room) // 3
    const [edited, deleted] = [await bob.says(room, 'to be edited'), await bob.says(room, 'secret')] // 4, 5
    ok(await bob.ask('PATCH', path(edited), { text: 'edited' })) // 6
    ok(await ada.ask('PUT', `${path(old)}/reactions/${encodeURIComponent('👍')}`)) // 7
    ok(await bob.ask('DELETE', path(deleted))) // 8
    await bob.leaves(room) // 9

    const { epoch, ...changes } = await ada.changes(room, '?after=2')
    assert.ok(epoch)
    assert.deepEqual({ ...changes, events: 0 }, { after: 2, upTo: 9, events: 0, lastSeq: 9, more: false })
    assert.deepEqual(changes.events.map(({ seq, type }) => [seq, type]), [
      [3, 'memberJoined'], [6, 'messagePosted'], [7, 'messageChanged'], [8, 'messagePosted'], [9, 'memberLeft'],
    ])
    const [joined, posted, changed, gone, left] = changes.events
    assert.deepEqual([joined.member.user, joined.member.role, left.user], [bob.ref, 'member', bob.ref])
    assert.deepEqual([posted.message.id, posted.message.text], [4, 'edited'])
    assert.deepEqual([changed.message.id, changed.message.reactions.map(({ count }) => count), 'by' in changed, 'change' in changed], [2, [1], false, false])
    assert.deepEqual([gone.message.id, gone.message.text, 'deletedAt' in gone.message], [5, '', true])
    assert.doesNotMatch(JSON.stringify(changes), /secret/)
  })

  test('come in pages that join, with more', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    for (let n = 0; n < 12; n++) await ada.says(room, `${n}`)
    const seqs = []
    for (let [after, more] = [0, true]; more; ) {
      const page = await ada.changes(room, `?after=${after}&limit=5`)
      assert.deepEqual([page.after, page.lastSeq], [after, 13])
      assert.ok(page.upTo > after && page.upTo <= 13)
      seqs.push(...page.events.map((event) => event.seq))
      ;({ upTo: after, more } = page)
      if (!more) assert.equal(after, 13)
    }
    assert.deepEqual(seqs, Array.from({ length: 13 }, (_, n) => n + 1))
  })

  test('at the head are none', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const { epoch, ...changes } = await ada.changes(room, '?after=1')
    assert.deepEqual(changes, { after: 1, upTo: 1, events: [], lastSeq: 1, more: false })
  })

  test('above the head are a reset', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const { epoch, ...changes } = await ada.changes(room, '?after=2')
    assert.deepEqual(changes, { lastSeq: 1, reset: true })
  })

  test('show a renamed room', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const renamed = ok(await ada.ask('PATCH', `/api/rooms/${room.id}`, { description: 'new' }))
    const [event] = (await ada.changes(room, '?after=1')).events
    assert.deepEqual([event.type, event.seq, event.room.description, event.room.id], ['roomChanged', 2, 'new', renamed.id])
    for (const personal of ['role', 'readSeq', 'unread']) assert.ok(!(personal in event.room), personal)
  })

  test('more than 2,000 behind are a reset', async () => {
    const writers = await people(6)
    const room = await roomOf(...writers)
    const hubs = await Promise.all(writers.map((writer) => Hub.of(writer)))
    await Promise.all(hubs.flatMap((hub) => Array.from({ length: 340 }, (_, n) => hub.send(room, `${n}`).then(value))))
    const { lastSeq } = await writers[0].sees(room)
    assert.equal(lastSeq, 6 + 6 * 340)
    assert.equal((await writers[0].changes(room, `?after=${lastSeq - 2001}`)).reset, true)
    const kept = await writers[0].changes(room, `?after=${lastSeq - 2000}&limit=500`)
    assert.deepEqual([kept.reset, kept.more, kept.upTo, kept.events.length], [undefined, true, lastSeq - 1500, 500])
    await Promise.all(hubs.map((hub) => hub.close()))
  })

  for (const query of ['', '?after=x', '?after=-1', '?after=0&limit=0', '?after=0&limit=501']) {
    test(`are not asked for by ${query || 'nothing'}`, async () => {
      const ada = await person()
      refused(await ada.get(`/api/rooms/${(await ada.makesRoom()).id}/changes${query}`), 422, 'invalid')
    })
  }
})
