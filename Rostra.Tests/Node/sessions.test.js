import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Hub, RawSocket } from './client/hub.js'
import { ask, ok, refused, url } from './client/http.js'
import { cookieOf, password, person } from './client/people.js'

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

describe('my sessions', () => {
  const login = async (ada, secret = password) => {
    const answer = await ask('POST', '/api/auth/login', { body: { username: ada.name, password: secret }, headers: { 'user-agent': 'a phone' } })
    return Object.assign(Object.create(ada), { auth: ok(answer), token: answer.value.accessToken, cookie: cookieOf(answer) })
  }
  const list = async (ada) => ok(await ada.get('/api/auth/sessions'))
  const ended = async (hub, reason) => {
    assert.equal((await hub.event((event) => event.type === 'sessionEnded')).reason, reason)
    await hub.closed
  }
  const isOver = async (other) => {
    refused(await me(other.token), 401, 'unauthenticated')
    refused(await refresh(other.cookie), 401, 'refreshInvalid')
    assert.equal(await RawSocket.refusedWith({ token: other.token }), 401)
  }

  test('are listed, newest use first', async () => {
    const ada = await person()
    const phone = await login(ada)
    const sessions = await list(ada)
    assert.deepEqual(sessions.map(({ id, current, device }) => ({ id, current, device })), [
      { id: phone.auth.sessionId, current: false, device: 'a phone' },
      { id: ada.auth.sessionId, current: true, device: sessions[1].device },
    ])
    for (const session of sessions) {
      assert.ok(['id', 'createdAt', 'lastUsedAt', 'current'].every((member) => member in session), JSON.stringify(session))
      assert.match(session.lastUsedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
    }
    await pause(20)
    ok(await refresh(ada.cookie))
    assert.equal((await list(phone))[0].id, ada.auth.sessionId)
  })

  test('can be ended one by one', async () => {
    const ada = await person()
    const phone = await login(ada)
    const [hub, mine] = [await Hub.of(phone), await Hub.of(ada)]
    ok(await ada.ask('DELETE', `/api/auth/sessions/${phone.auth.sessionId.toUpperCase()}`), 204)
    await ended(hub, 'revoked')
    await isOver(phone)
    assert.deepEqual((await list(ada)).map((session) => session.id), [ada.auth.sessionId])
    refused(await ada.ask('DELETE', `/api/auth/sessions/${phone.auth.sessionId}`), 404, 'sessionNotFound')
    assert.equal(mine.events.length, 0)
    await mine.close()
  })

  test('of another person are not found', async () => {
    const [ada, alan] = [await person(), await person()]
    refused(await ada.ask('DELETE', `/api/auth/sessions/${alan.auth.sessionId}`), 404, 'sessionNotFound')
    refused(await ada.ask('DELETE', '/api/auth/sessions/nonsense'), 404, 'notFound')
    ok(await me(alan.token))
  })

  test('can all be ended but the one that asks', async () => {
    const ada = await person()
    const others = [await login(ada), await login(ada)]
    const hubs = await Promise.all(others.map((other) => Hub.of(other)))
    ok(await ada.ask('DELETE', '/api/auth/sessions'), 204)
    await Promise.all(hubs.map((hub) => ended(hub, 'revoked')))
    for (const other of others) await isOver(other)
    ok(await me(ada.token))
    ok(await ada.ask('DELETE', '/api/auth/sessions'), 204)
  })

  test('end with the password, but for the one that changes it', async () => {
    const ada = await person()
    const phone = await login(ada)
    const hub = await Hub.of(phone)
    ok(await ada.ask('POST', '/api/auth/password', { currentPassword: password, newPassword: 'another 12 horses' }), 204)
    await ended(hub, 'passwordChanged')
    await isOver(phone)
    ok(await me(ada.token))
    ok(await refresh(ada.cookie))
    refused(await ask('POST', '/api/auth/login', { body: { username: ada.name, password } }), 401, 'badCredentials')
    await login(ada, 'another 12 horses')
  })

  test('a new password needs the old one, and to be a good one', async () => {
    const ada = await person()
    const change = (currentPassword, newPassword) => ada.ask('POST', '/api/auth/password', { currentPassword, newPassword })
    refused(await change('not the password', 'another 12 horses'), 401, 'badCredentials')
    for (const bad of ['1234567', 'x'.repeat(129), 'password123', ada.name, ada.email]) refused(await change(password, bad), 422, 'invalid', 'newPassword')
    refused(await ada.ask('POST', '/api/auth/password', {}), 422, 'invalid', 'currentPassword', 'newPassword')
    refused(await ask('POST', '/api/auth/password', { body: {} }), 401, 'unauthenticated')
    await login(ada)
  })
})

describe('preferences', () => {
  const path = '/api/auth/me/preferences'

  test('are empty at first, and replaced as a whole', async () => {
    const ada = await person()
    assert.deepEqual(ok(await ada.get(path)), {})
    for (const wanted of [{ theme: 'neon', density: 'compact', crt: true }, { theme: 'amber', density: 'comfortable', crt: false }, { crt: false }, {}]) {
      assert.deepEqual(ok(await ada.ask('PUT', path, wanted)), wanted)
      assert.deepEqual(ok(await ada.get(path)), wanted)
    }
  })

  test('name every unknown value', async () => {
    const ada = await person()
    refused(await ada.ask('PUT', path, { theme: 'dark', density: 'NEON' }), 422, 'invalid', 'theme', 'density')
    refused(await ada.ask('PUT', path, { crt: 'yes' }), 400, 'malformed')
    refused(await ask('GET', path), 401, 'unauthenticated')
  })
})
