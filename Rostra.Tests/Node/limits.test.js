import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Hub, refusal, value } from './client/hub.js'
import { refused } from './client/http.js'
import { person, roomOf, unique, uuid } from './client/people.js'

const many = (count, ask) => Promise.all(Array.from({ length: count }, (_, n) => ask(n)))
const limited = (answers) => answers.filter((answer) => answer.status === 429)

describe('what an account may do in a time', () => {
  test('new rooms are limited', async () => {
    const ada = await person()
    const answers = await many(34, () => ada.ask('POST', '/api/rooms', { name: `room ${unique()}` }))
    const made = answers.filter((answer) => answer.status === 201).length
    assert.ok(made >= 30 && made < 34, `${made} were made`)
    for (const answer of answers.filter((answer) => answer.status !== 201)) refused(answer, 429, 'rateLimited')
    refused(await ada.ask('POST', '/api/rooms', { name: 'x' }), 422, 'invalid', 'name')
    refused(await ada.ask('POST', '/api/rooms', { name: 5 }), 400, 'malformed')
  })

  test('edits, deletes and reactions are limited together', async () => {
    const ada = await person()
    const room = await roomOf(ada)
    const { id } = await ada.says(room, 'hello')
    const path = `/api/rooms/${room.id}/messages/${id}`
    const answers = await many(160, (n) => ada.ask(n % 2 ? 'DELETE' : 'PUT', `${path}/reactions/${encodeURIComponent('👍')}`))
    assert.ok(limited(answers).length > 0)
    for (const answer of answers.filter((answer) => answer.status !== 200)) refused(answer, 429, 'rateLimited')
    const edits = await many(100, (n) => ada.ask('PATCH', path, { text: `x${n}` }))
    assert.ok(limited(edits).length > 0)
    const strangers = await many(100, () => ada.ask('DELETE', `/api/rooms/${uuid()}/messages/1`))
    assert.ok(limited(strangers).length > 0, '429 comes before 404')
    refused(await ada.ask('PATCH', path, { text: ' ' }), 422, 'invalid', 'text')
    refused(await ada.ask('PUT', `${path}/reactions/x`), 422, 'invalid', 'emoji')
  })

  test('joins and leaves are limited together', async () => {
    const [ada, alan] = [await person(), await person()]
    const room = await ada.makesRoom()
    const answers = []
    for (let n = 0; n < 80; n++) answers.push(await alan.ask('POST', `/api/rooms/${room.id}/${n % 2 ? 'leave' : 'join'}`))
    const first = answers.findIndex((answer) => answer.status === 429)
    assert.ok(first >= 60 && first < 70, `the first refused was ${first}`)
    refused(answers[first], 429, 'rateLimited')
  })

  test('pages, changes and searches are limited together', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const answers = await many(420, (n) => ada.get(`/api/rooms/${room.id}/${n % 2 ? 'messages' : 'changes?after=0'}`))
    assert.ok(answers.filter((answer) => answer.status === 200).length >= 300)
    assert.ok(limited(answers).length > 0)
    for (const answer of limited(answers)) refused(answer, 429, 'rateLimited')
    const bad = await many(20, () => ada.get(`/api/rooms/${room.id}/messages?limit=0`))
    for (const answer of bad) refused(answer, 422, 'invalid', 'limit')
  })

  test('read marks are limited', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const hub = await Hub.of(ada)
    const answers = await many(150, () => hub.call('MarkRead', { roomId: room.id, seq: 1 }))
    const refusals = answers.filter((answer) => answer.refusal)
    assert.ok(refusals.length > 0 && refusals.length <= 50, `${refusals.length} were refused`)
    for (const answer of refusals) assert.ok(refusal(answer, 'rateLimited').retryAfterMs > 0)
    await hub.close()
  })

  test('one kind leaves the others alone, and so does one person', async () => {
    const [ada, alan] = [await person(), await person()]
    await many(34, () => ada.ask('POST', '/api/rooms', { name: `room ${unique()}` }))
    const room = await alan.makesRoom()
    await ada.joins(room)
    await ada.says(room, 'hello')
  })

  test('after the wait that was told it goes on', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const hub = await Hub.of(ada)
    const answers = await many(700, (n) => hub.send(room, `${n}`))
    const told = refusal(answers.findLast((answer) => answer.refusal), 'rateLimited')
    assert.ok(told.retryAfterMs > 0 && told.retryAfterMs < 5_000, `${told.retryAfterMs}`)
    await pause(told.retryAfterMs)
    value(await hub.send(room, 'again'))
    await hub.close()
  })
})
