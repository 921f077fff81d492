import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from './client/http.js'
import { person, roomOf, unique } from './client/people.js'

test('new rooms are limited', async () => {
  const ada = await person()
  const answers = await Promise.all(Array.from({ length: 34 }, () => ada.ask('POST', '/api/rooms', { name: `room ${unique()}` })))
  const made = answers.filter((answer) => answer.status === 201).length
  assert.ok(made >= 30 && made < 34, `${made} were made`)
  for (const answer of answers.filter((answer) => answer.status !== 201)) refused(answer, 429, 'rateLimited')
})

test('edits, deletes and reactions are limited together', async () => {
  const ada = await person()
  const room = await roomOf(ada)
  const { id } = await ada.says(room, 'hello')
  const path = `/api/rooms/${room.id}/messages/${id}`
  const react = (n) => ada.ask(n % 2 ? 'DELETE' : 'PUT', `${path}/reactions/${encodeURIComponent('👍')}`)
  const answers = await Promise.all(Array.from({ length: 160 }, (_, n) => react(n)))
  const limited = answers.filter((answer) => answer.status !== 200)
  assert.ok(limited.length > 0)
  for (const answer of limited) refused(answer, 429, 'rateLimited')
  assert.equal((await ada.ask('PATCH', path, { text: 'x' })).status, 429)
})
