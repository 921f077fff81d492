import { describe, test } from 'node:test'
import { ask, ok, refused } from './client/http.js'
import { password, person, roomOf } from './client/people.js'

// ./test looks through the server's log for these words when all stories are told.
const marker = 'marker of what was said'

describe('what the log must not tell', () => {
  test('is said, changed, sought, refused and typed wrongly', async () => {
    const ada = await person()
    const room = await roomOf(ada)
    const said = await ada.says(room, marker)
    ok(await ada.ask('PATCH', `/api/rooms/${room.id}/messages/${said.id}`, { text: `${marker}, changed` }))
    ok(await ada.get(`/api/rooms/${room.id}/search?${new URLSearchParams({ q: marker })}`))
    refused(await ada.ask('POST', `/api/rooms/${room.id}/messages`, { clientId: 'none', text: marker }), 422, 'invalid', 'clientId')
    refused(await ask('POST', '/api/auth/login', { body: { username: ada.name, password: `${password} ${marker}` } }), 401, 'badCredentials')
    refused(await ask('POST', '/api/auth/reset', { body: { token: marker, newPassword: password } }), 422, 'invalid', 'token')
  })
})
