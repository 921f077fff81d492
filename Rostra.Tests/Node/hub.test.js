import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hub, RawSocket, refusal, value } from './client/hub.js'
import { ok } from './client/http.js'
import { people, person, roomOf, uuid } from './client/people.js'

describe('Hello', () => {
  test('comes first, and once', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const hub = await Hub.open(ada)
    refusal(await hub.send(room, 'too early'), 'helloFirst')
    refusal(await hub.call('EditMessage', { roomId: room.id, id: 2, text: 'x' }), 'helloFirst')
    value(await hub.call('Hello', { cursors: [] }))
    refusal(await hub.call('Hello', { cursors: [] }), 'helloTwice')
    value(await hub.send(room, 'in time'))
    await hub.close()
  })

  test('tells who I am and what I have', async () => {
    const ada = await person()
    const [room] = [await ada.makesRoom(), await ada.makesRoom()]
    await ada.says(room, 'hello')
    const hub = await Hub.of(ada)
    const { epoch, ...welcome } = hub.welcome
    assert.ok(epoch)
    const listed = ok(await ada.get('/api/rooms'))
    const steady = ({ onlineCount, ...rest }) => rest // Presence follows by itself.
    assert.deepEqual({ ...welcome, rooms: welcome.rooms.map(steady) }, { protocol: 1, user: ada.auth.user, rooms: listed.map(steady), catchUp: [] })
    await hub.close()
  })

  test('is before everything that is received', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const raw = await RawSocket.open({ token: bob.token })
    await ada.says(room, 'unheard')
    const hello = await raw.call('Hello', { cursors: [{ roomId: room.id, seq: 1 }] })
    assert.deepEqual(raw.frames.filter((frame) => frame.type === 1), [])
    const [entry] = hello.result.value.catchUp
    assert.deepEqual([entry.roomId, entry.after, entry.upTo, entry.more, entry.events.map((event) => event.type)], [room.id, 1, 3, false, ['memberJoined', 'messagePosted']])
    raw.socket.close()
  })

  test('takes at most 200 cursors, each whole', async () => {
    const ada = await person()
    const hub = await Hub.open(ada)
    const cursor = () => ({ roomId: uuid(), seq: 1 })
    refusal(await hub.call('Hello', { cursors: Array.from({ length: 201 }, cursor) }), 'invalid', 'cursors')
    const welcome = value(await hub.call('Hello', { cursors: Array.from({ length: 200 }, cursor) }))
    assert.equal(welcome.catchUp.length, 200)
    for (const { roomId, ...entry } of welcome.catchUp) assert.deepEqual(entry, { gone: true })
    await hub.close()
  })
})

describe('a socket outlives', () => {
  const scenes = async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const raw = await RawSocket.open({ token: ada.token })
    await raw.call('Hello', { cursors: [] })
    const lives = async () => assert.equal((await raw.call('SendMessage', { roomId: room.id, clientId: uuid(), text: 'alive' })).result.value.duplicate, false)
    return { ada, room, raw, lives }
  }

  test('unknown methods and wrong numbers of arguments', async () => {
    const { raw, lives } = await scenes()
    for (const call of [['NoSuchMethod', {}], ['SendMessage'], ['SendMessage', {}, {}]]) {
      const frame = await raw.call(...call)
      assert.equal(typeof frame.error, 'string', JSON.stringify(frame))
      assert.ok(!('result' in frame))
    }
    await lives()
    raw.socket.close()
  })

  test('bad, missing and mistyped members', async () => {
    const { room, raw, lives } = await scenes()
    const good = { roomId: room.id, clientId: uuid(), text: 'hello' }
    const cases = [
      [{}, 'invalid'], [{ ...good, text: undefined }, 'invalid'], [{ ...good, clientId: undefined }, 'invalid'], [{ ...good, roomId: undefined }, 'invalid'],
      [{ ...good, text: ' ' }, 'invalid'], [{ ...good, text: 'a\u0000b' }, 'invalid'], [{ ...good, clientId: 'x' }, 'invalid'],
      [{ ...good, text: 'x'.repeat(1001) }, 'invalid'], [{ ...good, roomId: 'x' }, 'invalid'],
      [{ ...good, text: 5 }, 'malformed'], [{ ...good, clientId: {} }, 'malformed'], ['text', 'malformed'], [[], 'malformed'],
    ]
    for (const [argument, code] of cases) {
      const frame = await raw.call('SendMessage', argument)
      assert.equal(frame.result?.refusal?.code, code, `${JSON.stringify(argument)}: ${JSON.stringify(frame)}`)
    }
    for (const [method, argument] of [['EditMessage', { roomId: room.id, id: -1, text: 'x' }], ['React', { roomId: room.id, id: 2, emoji: '🍕', on: true }], ['DeleteMessage', { roomId: room.id }]]) {
      assert.equal((await raw.call(method, argument)).result?.refusal?.code, 'invalid', method)
    }
    await lives()
    raw.socket.close()
  })

  test('lone surrogates', async () => {
    const { room, raw, lives } = await scenes()
    raw.sendText(`{"type":1,"invocationId":"s","target":"SendMessage","arguments":[{"roomId":"${room.id}","clientId":"${uuid()}","text":"a\\ud83cb"}]}`)
    const frame = await raw.next()
    assert.equal(frame.result?.refusal?.code, 'invalid', JSON.stringify(frame))
    await lives()
    raw.socket.close()
  })

  test('but not frames over 32 KiB', async () => {
    const { room, raw } = await scenes()
    raw.send({ type: 1, invocationId: 'x', target: 'SendMessage', arguments: [{ roomId: room.id, clientId: uuid(), text: 'x'.repeat(33 * 1024) }] })
    await raw.closed
  })

  test('nor what is no JSON', async () => {
    const { raw } = await scenes()
    raw.sendText('no json')
    await raw.closed
  })
})

describe('commands', () => {
  test('answer as HTTP does', async () => {
    const [ada, bob, eve] = await people(3)
    const room = await roomOf(ada, bob)
    const [hub, hers] = [await Hub.of(bob), await Hub.of(eve)]
    const { message } = value(await hub.send(room, 'first'))
    assert.deepEqual(message, ok(await bob.get(`/api/rooms/${room.id}/messages/${message.id}`)))
    const edited = value(await hub.call('EditMessage', { roomId: room.id, id: message.id, text: 'second' }))
    assert.deepEqual([edited.text, edited.changedSeq], ['second', 4])
    const liked = value(await hub.call('React', { roomId: room.id, id: message.id, emoji: '🎉', on: true }))
    assert.deepEqual(liked.reactions, [{ emoji: '🎉', count: 1, userIds: [bob.id], mine: true }])
    assert.equal(value(await hub.call('React', { roomId: room.id, id: message.id, emoji: '🎉', on: true })).changedSeq, 5)
    assert.deepEqual(value(await hub.call('React', { roomId: room.id, id: message.id, emoji: '🎉', on: false })).reactions, [])
    refusal(await hub.call('EditMessage', { roomId: room.id, id: message.id, text: 'second' }), 'textUnchanged')
    const gone = value(await hub.call('DeleteMessage', { roomId: room.id, id: message.id }))
    assert.deepEqual([gone.text, gone.changedSeq], ['', 7])
    assert.deepEqual(value(await hub.call('DeleteMessage', { roomId: room.id, id: message.id })), gone)
    refusal(await hub.call('EditMessage', { roomId: room.id, id: message.id, text: 'x' }), 'messageDeleted')
    refusal(await hub.call('React', { roomId: room.id, id: message.id, emoji: '🎉', on: true }), 'messageDeleted')
    refusal(await hub.call('EditMessage', { roomId: room.id, id: 99, text: 'x' }), 'messageNotFound')
    refusal(await hub.call('DeleteMessage', { roomId: room.id, id: 99 }), 'messageNotFound')
    refusal(await hers.send(room, 'x'), 'notMember')
    refusal(await hers.call('React', { roomId: room.id, id: message.id, emoji: '🎉', on: true }), 'notMember')
    refusal(await hers.send({ id: uuid() }, 'x'), 'roomNotFound')
    const other = await ada.says(room, 'ada’s')
    refusal(await hub.call('EditMessage', { roomId: room.id, id: other.id, text: 'x' }), 'notAuthor')
    refusal(await hub.call('DeleteMessage', { roomId: room.id, id: other.id }), 'notAuthor')
    await Promise.all([hub.close(), hers.close()])
  })

  test('one socket sends in order, however many are under way', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const [first, second] = await Promise.all([Hub.of(ada), Hub.of(bob)])
    const sends = await Promise.all([first, second].map((hub) => Promise.all(Array.from({ length: 200 }, (_, n) => hub.send(room, `${n}`).then(value)))))
    for (const posted of sends) {
      const ids = posted.map(({ message }) => message.id)
      assert.deepEqual(ids, ids.toSorted((a, b) => a - b))
    }
    await Promise.all([first.close(), second.close()])
  })
})

test('the socket above twenty is the one that is closed', async () => {
  const ada = await person()
  const hubs = await Promise.all(Array.from({ length: 20 }, () => Hub.of(ada)))
  const raw = await RawSocket.open({ token: ada.token })
  await raw.closed
  assert.equal(raw.frames.find((frame) => frame.type === 7)?.error, 'tooManySockets')
  const room = await ada.makesRoom()
  for (const hub of hubs) value(await hub.send(room, 'still here'))
  await Promise.all(hubs.map((hub) => hub.close()))
})
