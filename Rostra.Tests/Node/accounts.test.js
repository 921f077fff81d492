import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ask, ok, refused } from './client/http.js'
import { cookieOf, password, person, unique } from './client/people.js'

const register = (body) => ask('POST', '/api/auth/register', { body })
const login = (username, secret = password) => ask('POST', '/api/auth/login', { body: { username, password: secret } })
const fresh = () => ({ username: `n ${unique()}`, email: `${unique()}@example.org`, password })

describe('register', () => {
  test('makes an account and a session', async () => {
    const wanted = fresh()
    const answer = await register(wanted)
    const auth = ok(answer, 201)
    assert.deepEqual(Object.keys(auth).sort(), ['accessToken', 'expiresAt', 'sessionId', 'user'])
    assert.deepEqual(Object.keys(auth.user).sort(), ['createdAt', 'email', 'id', 'username'])
    assert.equal(auth.user.username, wanted.username)
    assert.match(auth.user.id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    assert.match(auth.user.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/)
    const life = Date.parse(auth.expiresAt) - Date.now()
    assert.ok(life > 9 * 60_000 && life < 11 * 60_000, `the token lives ${life} ms`)
  })

  test('sets the cookie for its path only, out of reach of scripts and of other sites', async () => {
    const [cookie] = (await register(fresh())).setCookie
    assert.match(cookie, /^rostra_refresh=[^;]+;/)
    assert.match(cookie, /;\s*httponly/i)
    assert.match(cookie, /;\s*samesite=strict/i)
    assert.match(cookie, /;\s*path=\/api\/auth(;|$)/i)
    assert.doesNotMatch(cookie, /;\s*secure/i)
  })

  test('names every bad field', async () => refused(await register({}), 422, 'invalid', 'username', 'email', 'password'))

  for (const [what, username] of [
    ['too short', 'ab'], ['too short after trimming', '  ab  '], ['too long', 'x'.repeat(51)], ['a control character', 'ab\u0007cd'],
    ['a format character', 'ab\u200bcd'], ['a private-use character', 'ab\ue000cd'], ['an unassigned character', 'ab\u0378cd'],
    ['two spaces in a row', 'ab  cd'], ['NUL', 'ab\u0000cd'],
  ]) {
    test(`refuses a username: ${what}`, async () => refused(await register({ ...fresh(), username }), 422, 'invalid', 'username'))
  }

  test('refuses a lone surrogate', async () =>
    refused(await ask('POST', '/api/auth/register', { raw: `{"username":"ab\\ud800cd","email":"${unique()}@example.org","password":"${password}"}` }), 422, 'invalid', 'username'))

  test('counts code points', async () => {
    const username = unique() + '🎉'.repeat(38)
    assert.equal(ok(await register({ ...fresh(), username }), 201).user.username, username)
    refused(await register({ ...fresh(), username: `${unique()}${'🎉'.repeat(39)}` }), 422, 'invalid', 'username')
  })

  test('trims the name and lower-cases the e-mail', async () => {
    const { username, email } = fresh()
    const { user } = ok(await register({ username: ` ${username} `, email: ` ${email.toUpperCase()} `, password }), 201)
    assert.deepEqual([user.username, user.email], [username, email])
  })

  for (const email of ['nobody', 'a@b', '@example.org', `${'x'.repeat(250)}@y.zz`]) {
    test(`refuses the e-mail ${email.slice(0, 20)}`, async () => refused(await register({ ...fresh(), email }), 422, 'invalid', 'email'))
  }

  for (const [what, secret] of [['too short', 'abc4567'], ['too long', 'x'.repeat(129)], ['on the block list', 'password123']]) {
    test(`refuses a password: ${what}`, async () => refused(await register({ ...fresh(), password: secret }), 422, 'invalid', 'password'))
  }

  test('refuses the name or the e-mail as the password', async () => {
    const wanted = fresh()
    refused(await register({ ...wanted, password: wanted.username }), 422, 'invalid', 'password')
    refused(await register({ ...wanted, password: wanted.email }), 422, 'invalid', 'password')
  })

  test('keeps names apart by what they look like', async () => {
    const name = `paco${unique()}`
    await person(name)
    for (const other of [name, name.toUpperCase(), name.replace('p', 'ｐ'), name.replace('a', 'а')]) {
      refused(await register({ ...fresh(), username: other }), 409, 'usernameTaken')
    }
  })

  test('checks the name before the e-mail', async () => {
    const first = await person()
    refused(await register({ username: first.name, email: first.email, password }), 409, 'usernameTaken')
    refused(await register({ ...fresh(), email: first.email.toUpperCase() }), 409, 'emailTaken')
  })
})

describe('login', () => {
  test('opens another session and folds the name', async () => {
    const ada = await person()
    const auth = ok(await login(` ${ada.name.toUpperCase()} `))
    assert.equal(auth.user.id, ada.id)
    assert.notEqual(auth.sessionId, ada.auth.sessionId)
    ok(await ada.get('/api/auth/me'))
  })

  test('tells a wrong password and an unknown name alike', async () => {
    const ada = await person()
    const wrong = refused(await login(ada.name, 'not the password'), 401, 'badCredentials')
    const unknown = refused(await login(`nobody ${unique()}`), 401, 'badCredentials')
    assert.deepEqual([wrong.title, wrong.detail], [unknown.title, unknown.detail])
  })

  test('refuses missing and over-long fields only', async () => {
    refused(await ask('POST', '/api/auth/login', { body: {} }), 422, 'invalid', 'username', 'password')
    refused(await login('x'.repeat(5_000)), 422, 'invalid', 'username')
    refused(await login('ab', 'x'), 401, 'badCredentials')
  })

  test('slows down after five failures, and takes the right password after the wait', async () => {
    const ada = await person()
    for (let failure = 0; failure < 5; failure++) refused(await login(ada.name, 'not the password'), 401, 'badCredentials')
    let answer = await login(ada.name, 'not the password')
    if (answer.status === 401) answer = await login(ada.name, 'not the password')
    const { retryAfterMs } = refused(answer, 429, 'rateLimited')
    assert.ok(retryAfterMs <= 60_000)
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs + 100))
    ok(await login(ada.name))
  })
})

describe('me', () => {
  test('shows my e-mail to me', async () => {
    const ada = await person()
    assert.deepEqual(ok(await ada.get('/api/auth/me')), ada.auth.user)
  })

  for (const [what, headers] of [['no token', {}], ['a wrong token', { authorization: 'Bearer x.y.z' }], ['another scheme', { authorization: 'Basic eDp5' }]]) {
    test(`needs a token: ${what}`, async () => refused(await ask('GET', '/api/auth/me', { headers }), 401, 'unauthenticated'))
  }
})

test('the cookie of a login is another one', async () => {
  const ada = await person()
  assert.notEqual(cookieOf(await login(ada.name)), ada.cookie)
})
