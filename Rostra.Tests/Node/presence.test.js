import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hub } from './client/hub.js'
import { ok } from './client/http.js'
import { people, person, roomOf } from './client/people.js'

const members = async (who, room, query = '') => ok(await who.get(`/api/rooms/${room.id}/members${query}`))
const online = async (who, room) => (await members(who, room, '?online=true')).members.map((member) => member.user.id).sort()
const close = (hubs) => Promise.all(hubs.map((hub) => hub.close()))
const ids = (...everyone) => everyone.map((one) => one.id).sort()

const cameTo = (hub, room, who) => hub.event((event) => event.type === 'presenceChanged' && event.batchRoom === room.id && event.online.some((user) => user.id === who.id), `${who.name} online`)
const wentFrom = (hub, room, who) => hub.event((event) => event.type === 'presenceChanged' && event.batchRoom === room.id && event.offline.includes(who.id), `${who.name} offline`)

describe('who is online', () => {
  test('is shown by lists of members and rooms once somebody has been greeted', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    assert.deepEqual(await members(ada, room, '?online=true'), { members: [], total: 0 })
    assert.deepEqual((await members(ada, room)).members.map((member) => member.online), [false, false])

    const silent = await Hub.open(bob)
    assert.deepEqual(await online(ada, room), [], 'a socket before Hello does not count')
    const hub = await Hub.of(ada)
    assert.equal(hub.welcome.rooms[0].onlineCount, 1)
    assert.deepEqual(await online(ada, room), [ada.id])
    assert.equal((await ada.sees(room)).onlineCount, 1)
    assert.deepEqual((await members(bob, room)).members.map((member) => [member.user.id, member.online]), [[ada.id, true], [bob.id, false]])
    await close([silent, hub])
  })

  test('comes in pages, the owner first', async () => {
    const everyone = await people(4)
    const [ada] = everyone
    const room = await roomOf(...everyone)
    const hubs = await Promise.all(everyone.slice(0, 3).map((one) => Hub.of(one)))
    const paged = []
    for (let cursor = ''; cursor !== undefined; ) {
      const page = await members(ada, room, `?online=true&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      assert.equal(page.total, 3)
      paged.push(...page.members)
      cursor = page.cursor
    }
    assert.equal(paged[0].user.id, ada.id)
    assert.deepEqual(paged.map((member) => member.user.id).sort(), ids(...everyone.slice(0, 3)))
    assert.ok(paged.every((member) => member.online))
    await close(hubs)
  })

  test('is told to the members when somebody comes, and when they go', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const hers = await Hub.of(ada)
    await cameTo(hers, room, ada)
    const his = await Hub.of(bob)
    const came = await cameTo(hers, room, bob)
    assert.deepEqual([came.online, came.offline, came.onlineCount, 'seq' in came], [[bob.ref], [], 2, false])
    await his.close()
    const went = await wentFrom(hers, room, bob)
    assert.deepEqual([went.online, went.offline, went.onlineCount], [[], [bob.id], 1])
    assert.deepEqual(await online(ada, room), [ada.id])
    await hers.close()
  })

  test('nobody who reloads the page, or closes one tab of two, is shown as gone', async () => {
    const [ada, bob, cleo] = await people(3)
    const room = await roomOf(ada, bob, cleo)
    const [hers, third] = [await Hub.of(ada), await Hub.of(cleo)]
    let tabs = [await Hub.of(bob), await Hub.of(bob)]
    await cameTo(hers, room, bob)
    await cameTo(hers, room, cleo)
    for (let turn = 0; turn < 3; turn++) {
      await close(tabs)
      tabs = [await Hub.of(bob), await Hub.of(bob)]
    }
    await tabs[0].close()
    await third.close()
    await wentFrom(hers, room, cleo)
    const gone = hers.of(room, 'presenceChanged').flatMap((event) => event.offline)
    assert.deepEqual(gone, [cleo.id])
    assert.deepEqual(await online(ada, room), ids(ada, bob))
    await close([hers, tabs[1]])
  })

  test('ends with leaving the room, and comes back with joining it', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [hers, his] = [await Hub.of(ada), await Hub.of(bob)]
    await cameTo(hers, room, bob)
    await bob.leaves(room)
    assert.deepEqual(await online(ada, room), [ada.id])
    await wentFrom(hers, room, bob)
    await his.event((event) => event.type === 'roomLeft')
    const heard = his.of(room).length
    const before = hers.of(room, 'presenceChanged').length
    const joining = bob.joins(room)
    await hers.until(() => hers.of(room, 'presenceChanged').slice(before).some((event) => event.online.some((user) => user.id === bob.id)))
    await joining
    const again = his.events.findLastIndex((event) => event.type === 'roomJoined')
    assert.ok(his.events.slice(0, again).filter((event) => event.batchRoom === room.id).length === heard, 'nothing between leaving and joining')
    await close([hers, his])
  })

  test('is nobody’s business but the members’', async () => {
    const [ada, eve] = await people(2)
    const room = await ada.makesRoom()
    const [hers, strangers] = [await Hub.of(ada), await Hub.of(eve)]
    await cameTo(hers, room, ada)
    const own = await eve.makesRoom()
    await cameTo(strangers, own, eve)
    assert.deepEqual(strangers.of(room), [])
    await close([hers, strangers])
  })

  test('stands on each list of rooms, also for somebody without a socket', async () => {
    const ada = await person()
    const [bob, room, quiet] = [await person(), await ada.makesRoom(), await ada.makesRoom()]
    await bob.joins(room)
    const his = await Hub.of(bob)
    await cameTo(his, room, bob)
    const counts = Object.fromEntries(ok(await ada.get('/api/rooms')).map(({ id, onlineCount }) => [id, onlineCount]))
    assert.deepEqual(counts, { [room.id]: 1, [quiet.id]: 0 })
    await his.close()
  })
})
