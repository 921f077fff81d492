import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Hub, refusal, value } from './client/hub.js'
import { ok, refused } from './client/http.js'
import { people, person, roomOf, uuid } from './client/people.js'

describe('a client id names one message for ever', () => {
  test('sent sixteen times at once, over both ways', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const hubs = await Promise.all([Hub.of(ada), Hub.of(ada)])
    const clientId = uuid()
    const answers = await Promise.all(Array.from({ length: 16 }, (_, n) =>
      n % 2 ? ada.post(room, `try ${n}`, clientId).then((answer) => answer.value) : hubs[(n / 2) % 2].send(room, `try ${n}`, clientId).then(value)))
    assert.equal(answers.filter((posted) => !posted.duplicate).length, 1)
    const { message } = answers.find((posted) => !posted.duplicate)
    for (const posted of answers) assert.deepEqual(posted.message, message)
    const { messages, lastSeq } = await ada.page(room)
    assert.deepEqual([messages, lastSeq], [[message], 2])
    await Promise.all(hubs.map((hub) => hub.close()))
  })

  test('answers 200 on a repeat, and the first body wins', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const clientId = uuid()
    const message = await ada.says(room, 'first', clientId)
    assert.deepEqual(ok(await ada.post(room, 'second', clientId)), { message, duplicate: true })
  })

  test('answers the message as it is now', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const clientId = uuid()
    const { id } = await ada.says(room, 'first', clientId)
    const path = `/api/rooms/${room.id}/messages/${id}`
    const edited = ok(await ada.ask('PATCH', path, { text: 'edited' }))
    assert.deepEqual(ok(await ada.post(room, 'first', clientId)), { message: edited, duplicate: true })
    const deleted = ok(await ada.ask('DELETE', path))
    assert.deepEqual(ok(await ada.post(room, 'first', clientId)), { message: deleted, duplicate: true })
    assert.equal((await ada.sees(room)).lastSeq, 4)
  })

  test('before membership is looked at', async () => {
    const [ada, bob] = await people(2)
    const room = await roomOf(ada, bob)
    const clientId = uuid()
    const message = await bob.says(room, 'hello', clientId)
    const hub = await Hub.of(bob)
    await bob.leaves(room)
    assert.deepEqual(ok(await bob.post(room, 'again', clientId)), { message, duplicate: true })
    assert.deepEqual(value(await hub.send(room, 'again', clientId)), { message, duplicate: true })
    refused(await bob.post(room, 'again'), 403, 'notMember')
    await hub.close()
  })

  test('before the text is looked at', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const clientId = uuid()
    const message = await ada.says(room, 'hello', clientId)
    assert.deepEqual(ok(await ada.post(room, 'x'.repeat(1001), clientId)), { message, duplicate: true })
  })

  test('of its author only, and within its room only', async () => {
    const [ada, bob] = await people(2)
    const [room, other] = [await roomOf(ada, bob), await roomOf(ada, bob)]
    const clientId = uuid()
    const ids = [await ada.says(room, 'one', clientId), await bob.says(room, 'two', clientId), await ada.says(other, 'three', clientId)].map((message) => message.text)
    assert.deepEqual(ids, ['one', 'two', 'three'])
  })

  test('of hundreds of messages ago', async () => {
    const [ada, ...others] = await people(5)
    const room = await roomOf(ada, ...others)
    const clientId = uuid()
    const message = await ada.says(room, 'first', clientId)
    const hubs = await Promise.all(others.map((other) => Hub.of(other)))
    await Promise.all(hubs.flatMap((hub) => Array.from({ length: 100 }, (_, n) => hub.send(room, `${n}`).then(value))))
    assert.deepEqual(ok(await ada.post(room, 'again', clientId)), { message, duplicate: true })
    await Promise.all(hubs.map((hub) => hub.close()))
  })
})

test('repeats are answered above the rate, new sends are not', async () => {
  const ada = await person()
  const room = await ada.makesRoom()
  const hub = await Hub.of(ada)
  const clientId = uuid()
  const message = value(await hub.send(room, 'first', clientId)).message
  const answers = await Promise.all(Array.from({ length: 900 }, (_, n) => hub.send(room, `${n}`)))
  const refusals = answers.filter((answer) => answer.refusal)
  assert.ok(refusals.length > 0, 'nothing was refused')
  for (const answer of refusals) refusal(answer, 'rateLimited')
  assert.ok(answers.length - refusals.length >= 500, `${answers.length - refusals.length} of the burst were taken`)
  const limited = await Promise.all(Array.from({ length: 60 }, () => ada.post(room, 'more')))
  refused(limited.find((answer) => answer.status === 429), 429, 'rateLimited')
  assert.deepEqual(value(await hub.send(room, 'again', clientId)), { message, duplicate: true })
  await hub.close()
})
