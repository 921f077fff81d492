import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Hub, RawSocket } from './client/hub.js'
import { ask, ok, refused, url } from './client/http.js'
import { cookieOf, person } from './client/people.js'

const refresh = (cookie, headers) => ask('POST', '/api/auth/refresh', { body: {}, cookie, headers })
const logout = (options) => ask('POST', '/api/auth/logout', { body: {}, ...options })
const me = (token) => ask('GET', '/api/auth/me', { token })

describe('refresh', () => {
  test('rotates the cookie and goes on with the session', async () => {
    const ada = await person()
    const answer = await refresh(ada.cookie)
    const auth = ok(answer)
    assert.equal(auth.sessionId, ada.auth.sessionId)
    assert.notEqual(cookieOf(answer), ada.cookie)
    ok(await me(auth.accessToken))
    ok(await refresh(cookieOf(answer)))
  })

  test('answers the same successor to several tabs', async () => {
    const ada = await person()
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(ada.cookie)))
    answers.forEach((answer) => ok(answer))
    assert.equal(new Set(answers.map(cookieOf)).size, 1)
    ok(await refresh(cookieOf(answers[0])))
  })

  test('a used cookie after ten seconds ends the session', async () => {
    const ada = await person()
    const next = await refresh(ada.cookie)
    const hub = await Hub.of(ada)
    await pause(10_500)
    refused(await refresh(ada.cookie), 401, 'refreshInvalid')
    refused(await refresh(cookieOf(next)), 401, 'refreshInvalid')
    assert.equal((await hub.event((event) => event.type === 'sessionEnded')).reason, 'tokenReuse')
    await hub.closed
    refused(await me(ok(next).accessToken), 401, 'unauthenticated')
  })

  test('needs a cookie that is one', async () => {
    refused(await refresh(undefined), 401, 'refreshInvalid')
    refused(await refresh('rostra_refresh=nonsense'), 401, 'refreshInvalid')
  })

  test('needs JSON and an allowed origin', async () => {
    const ada = await person()
    refused(await ask('POST', '/api/auth/refresh', { raw: '{}', cookie: ada.cookie, headers: { 'content-type': 'text/plain' } }), 415, 'unsupportedMediaType')
    refused(await refresh(ada.cookie, { origin: 'https://evil.example' }), 403, 'originRefused')
    ok(await refresh(ada.cookie, { origin: new URL(url).origin }))
  })
})

describe('logout', () => {
  test('ends the session, its tokens and its sockets, and clears the cookie', async () => {
    const ada = await person()
    const hub = await Hub.of(ada)
    const answer = await logout({ cookie: ada.cookie })
    ok(answer, 204)
    assert.match(answer.setCookie[0], /^rostra_refresh=;.*(expires=Thu, 01 Jan 1970|max-age=0)/i)
    assert.equal((await hub.event((event) => event.type === 'sessionEnded')).reason, 'logout')
    await hub.closed
    await pause(1_000)
    refused(await me(ada.token), 401, 'unauthenticated')
    refused(await refresh(ada.cookie), 401, 'refreshInvalid')
    assert.equal(await RawSocket.refusedWith({ token: ada.token }), 401)
  })

  test('goes by the bearer too, and leaves other sessions alone', async () => {
    const ada = await person()
    const other = ok(await ask('POST', '/api/auth/login', { body: { username: ada.name, password: 'correct horse 12' } }))
    ok(await logout({ token: other.accessToken }), 204)
    await pause(1_000)
    refused(await me(other.accessToken), 401, 'unauthenticated')
    ok(await me(ada.token))
  })

  test('succeeds when there is nothing to end', async () => {
    ok(await logout(), 204)
    ok(await logout({ cookie: 'rostra_refresh=nonsense' }), 204)
  })

  test('needs JSON and an allowed origin where it goes by the cookie', async () => {
    const ada = await person()
    refused(await ask('POST', '/api/auth/logout', { raw: '{}', cookie: ada.cookie, headers: { 'content-type': 'text/plain' } }), 415, 'unsupportedMediaType')
    refused(await logout({ cookie: ada.cookie, headers: { origin: 'https://evil.example' } }), 403, 'originRefused')
  })
})

describe('ticket', () => {
  const ticket = async (ada) => ok(await ada.ask('POST', '/api/auth/ticket', {}))
  const query = (secret) => `?access_token=${encodeURIComponent(secret)}`

  test('opens one socket as this session', async () => {
    const ada = await person()
    const made = await ticket(ada)
    const life = Date.parse(made.expiresAt) - Date.now()
    assert.ok(life > 50_000 && life < 62_000, `it lives ${life} ms`)
    const raw = await RawSocket.open({ query: query(made.ticket), origin: new URL(url).origin })
    assert.equal((await raw.call('Hello', { cursors: [] })).result.value.user.id, ada.id)
    assert.equal(await RawSocket.refusedWith({ query: query(made.ticket), origin: new URL(url).origin }), 401)
    raw.socket.close()
  })

  test('is not for other origins', async () => {
    const made = await ticket(await person())
    assert.equal(await RawSocket.refusedWith({ query: query(made.ticket), origin: 'https://evil.example' }), 403)
  })

  test('is not replaced by an access token in the query', async () => {
    const ada = await person()
    assert.equal(await RawSocket.refusedWith({ query: query(ada.token), origin: new URL(url).origin }), 401)
  })

  test('needs a session', async () => refused(await ask('POST', '/api/auth/ticket', { body: {} }), 401, 'unauthenticated'))
})

test('a socket needs a token', async () => {
  assert.equal(await RawSocket.refusedWith({}), 401)
  assert.equal(await RawSocket.refusedWith({ token: 'x.y.z' }), 401)
})
