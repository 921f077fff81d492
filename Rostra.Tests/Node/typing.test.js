import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hub, refusal, value } from './client/hub.js'
import { people, person, roomOf, uuid } from './client/people.js'

const types = (hub, room) => hub.call('Typing', { roomId: room.id })
const typists = (hub, room) => hub.of(room, 'typingChanged').map((event) => event.users.map((user) => user.id))
const told = (hub, room, count) => hub.until(() => typists(hub, room).length >= count, `${count} lists of who types`)
const close = (hubs) => Promise.all(hubs.map((hub) => hub.close()))

describe('typing', () => {
  test('is told to the room with a name and no seq, and ends with the message', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [hers, his] = [await Hub.of(ada), await Hub.of(bob)]
    assert.deepEqual(value(await types(his, room)), {})
    await told(hers, room, 1)
    const [event] = hers.of(room, 'typingChanged')
    assert.deepEqual([event.users, 'seq' in event], [[bob.ref], false])
    value(await his.send(room, 'said'))
    await told(hers, room, 2)
    assert.deepEqual(typists(hers, room), [[bob.id], []])
    const order = hers.of(room).map((one) => one.type).filter((type) => type !== 'presenceChanged')
    assert.deepEqual(order.slice(-3), ['typingChanged', 'messagePosted', 'typingChanged'])
    await close([hers, his])
  })

  test('ends by itself some seconds after the last sign', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [hers, his] = [await Hub.of(ada), await Hub.of(bob)]
    const began = Date.now()
    value(await types(his, room))
    await told(hers, room, 2)
    assert.deepEqual(typists(hers, room), [[bob.id], []])
    const lasted = Date.now() - began
    assert.ok(lasted > 4_500 && lasted < 7_500, `${lasted} ms`)
    await close([hers, his])
  })

  test('lists all in the order of their beginning, and says nothing twice', async () => {
    const [ada, bob, cleo] = await people(3)
    const room = await roomOf(ada, bob, cleo)
    const [hers, his, theirs] = [await Hub.of(ada), await Hub.of(bob), await Hub.of(cleo)]
    value(await types(his, room))
    await told(hers, room, 1)
    value(await types(theirs, room))
    await told(hers, room, 2)
    for (let n = 0; n < 10; n++) assert.deepEqual(value(await types(his, room)), {}, 'too many are accepted and ignored')
    value(await theirs.send(room, 'done'))
    value(await his.send(room, 'done'))
    await hers.until(() => typists(hers, room).at(-1).length === 0)
    const lists = typists(hers, room)
    assert.deepEqual(lists.slice(0, 2), [[bob.id], [bob.id, cleo.id]])
    for (const [at, list] of lists.entries()) if (at > 0) assert.notDeepEqual(list, lists[at - 1])
    await close([hers, his, theirs])
  })

  test('ends with leaving the room', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [hers, his] = [await Hub.of(ada), await Hub.of(bob)]
    value(await types(his, room))
    await told(hers, room, 1)
    await bob.leaves(room)
    await told(hers, room, 2)
    assert.deepEqual(typists(hers, room), [[bob.id], []])
    await close([hers, his])
  })

  test('is for members, of rooms that are there', async () => {
    const [ada, eve] = await people(2)
    const room = await ada.makesRoom()
    const strangers = await Hub.of(eve)
    refusal(await types(strangers, room), 'notMember')
    refusal(await types(strangers, { id: uuid() }), 'roomNotFound')
    refusal(await strangers.call('Typing', {}), 'invalid', 'roomId')
    const early = await Hub.open(await person())
    refusal(await types(early, room), 'helloFirst')
    await eve.joins(room)
    value(await types(strangers, room))
    await told(strangers, room, 1)
    await close([strangers, early])
  })
})
