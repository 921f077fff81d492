import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ask, ok, refused } from './client/http.js'
import { people, person, roomOf, unique, uuid } from './client/people.js'

const discover = (who, query = {}) => who.get(`/api/rooms/discover?${new URLSearchParams(query)}`)
const ids = (rooms) => rooms.map((room) => room.id)

/** Every page, as one list. */
async function all(who, query) {
  const rooms = []
  for (let cursor; ;) {
    const page = ok(await discover(who, { ...query, ...(cursor ? { cursor } : {}) }))
    rooms.push(...page.rooms)
    if (!page.cursor) return rooms
    assert.ok(page.rooms.length > 0 && page.cursor.length <= 200)
    cursor = page.cursor
  }
}

async function roomsNamed(owner, mark, count) {
  const rooms = []
  for (let at = 0; at < count; at++) rooms.push(await owner.makesRoom(`${mark} ${at}`))
  return rooms
}

describe('all rooms', () => {
  test('are found by whoever is not in them, too, and say who is', async () => {
    const [ada, alan] = await people(2)
    const mark = unique()
    const room = await ada.makesRoom(`${mark} here`, { description: 'about' })
    const { role, readSeq, unread, ...facts } = room
    const found = async (who) => ok(await discover(who, { query: mark })).rooms
    assert.deepEqual(await found(alan), [{ ...facts, onlineCount: 0, joined: false }])
    assert.equal((await found(ada))[0].joined, true)
    await alan.joins(room)
    const [now] = await found(alan)
    assert.deepEqual([now.joined, now.memberCount, now.lastSeq], [true, 2, 2])
    await alan.leaves(room)
    assert.deepEqual((await found(alan)).map((one) => [one.joined, one.memberCount, one.lastSeq]), [[false, 1, 3]])
  })

  test('come by latest activity', async () => {
    const ada = await person()
    const mark = unique()
    const rooms = await roomsNamed(ada, mark, 3)
    const order = async () => ids(ok(await discover(ada, { query: mark })).rooms)
    assert.deepEqual(await order(), ids(rooms).reverse())
    const { sentAt } = await ada.says(rooms[0], 'hello')
    assert.deepEqual(await order(), ids([rooms[0], rooms[2], rooms[1]]))
    assert.equal(ok(await discover(ada, { query: mark })).rooms[0].lastActivityAt, sentAt)
    await ada.ask('PATCH', `/api/rooms/${rooms[1].id}`, { description: 'a change is no activity' })
    assert.deepEqual(await order(), ids([rooms[0], rooms[2], rooms[1]]))
  })

  test('are found by a part of the name or the description, in any case and script', async () => {
    const ada = await person()
    const mark = unique()
    const room = await ada.makesRoom(`${mark} Großer ÉTÉ`, { description: `All about ${mark} Ελλάδα and 100%_sure` })
    const finds = async (query) => ids(ok(await discover(ada, { query })).rooms).includes(room.id)
    for (const query of [mark, mark.toUpperCase(), `${mark} grosser`, `${mark} GROẞER été`, `ABOUT ${mark} ελλάδα`, `${mark} ΕΛΛΆΔΑ AND`, ` ${mark}  großer `, '100%_SURE']) {
      assert.ok(await finds(query), query)
    }
    for (const query of [`${mark}x`, `${mark} %`, `${mark}_`, `about${mark}`]) assert.ok(!(await finds(query)), query)
  })

  test('come in pages that join, whatever limit', async () => {
    const ada = await person()
    const mark = unique()
    const rooms = ids(await roomsNamed(ada, mark, 7)).reverse()
    for (const limit of [1, 2, 3, 7, 100]) assert.deepEqual(ids(await all(ada, { query: mark, limit })), rooms)
    const page = ok(await discover(ada, { query: mark, limit: 7 }))
    assert.ok(!('cursor' in page), 'the last page has no cursor')
    assert.ok(ok(await discover(ada)).rooms.length <= 30)
  })

  test('turn up once, though they move between two pages', async () => {
    const ada = await person()
    const mark = unique()
    const rooms = (await roomsNamed(ada, mark, 6)).reverse()
    const first = ok(await discover(ada, { query: mark, limit: 2 }))
    await ada.says(rooms[1], 'to the front')
    await ada.ask('DELETE', `/api/rooms/${rooms[2].id}`)
    await ada.makesRoom(`${mark} new`)
    const second = ok(await discover(ada, { query: mark, limit: 2, cursor: first.cursor }))
    const third = ok(await discover(ada, { query: mark, limit: 2, cursor: second.cursor }))
    assert.deepEqual([...ids(first.rooms), ...ids(second.rooms), ...ids(third.rooms)], ids([rooms[0], rooms[1], rooms[3], rooms[4], rooms[5]]))
    assert.ok(!third.cursor)
  })

  test('are gone when they are deleted', async () => {
    const ada = await person()
    const mark = unique()
    const room = await roomOf(ada)
    ok(await ada.ask('PATCH', `/api/rooms/${room.id}`, { name: mark }))
    assert.equal(ok(await discover(ada, { query: mark })).rooms.length, 1)
    ok(await ada.ask('DELETE', `/api/rooms/${room.id}`), 204)
    assert.deepEqual(ok(await discover(ada, { query: mark })), { rooms: [] })
  })

  test('are refused where the question is wrong', async () => {
    const ada = await person()
    const mark = unique()
    await roomsNamed(ada, mark, 3)
    const { cursor } = ok(await discover(ada, { query: mark, limit: 1 }))
    const swapped = cursor[0] === 'A' ? `B${cursor.slice(1)}` : `A${cursor.slice(1)}`
    for (const bad of [swapped, cursor.slice(1), `${cursor}x`, '', 'x', 'ü', uuid(), 'x'.repeat(201)]) refused(await discover(ada, { query: mark, cursor: bad }), 422, 'invalid', 'cursor')
    for (const limit of [0, 101, -1, 'x', '1.5', '']) refused(await discover(ada, { limit }), 422, 'invalid', 'limit')
    refused(await discover(ada, { query: 'x'.repeat(51) }), 422, 'invalid', 'query')
    const members = ok(await ada.get(`/api/rooms/${(await roomOf(ada, await person())).id}/members?limit=1`))
    refused(await discover(ada, { cursor: members.cursor }), 422, 'invalid', 'cursor')
    ok(await discover(ada, { query: '' }))
    ok(await discover(ada, { query: '💬'.repeat(50) }))
    refused(await ask('GET', '/api/rooms/discover'), 401, 'unauthenticated')
  })
})
