import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ask, ok, refused } from './client/http.js'
import { people, person, roomOf, uuid } from './client/people.js'

const somewhere = () => `/api/rooms/${uuid()}/messages`

describe('every error is a problem document', () => {
  test('401 comes first, on unknown paths and methods too', async () => {
    refused(await ask('GET', '/api/no/such/path'), 401, 'unauthenticated')
    refused(await ask('POST', somewhere(), { raw: 'no json', headers: { 'content-type': 'text/plain' } }), 401, 'unauthenticated')
    refused(await ask('GET', '/api/rooms/no-uuid'), 401, 'unauthenticated')
  })

  test('404 for no such path', async () => {
    const ada = await person()
    for (const path of ['/api', '/api/no/such/path', `/api/rooms/${uuid()}/nothing`]) {
      refused(await ada.get(path), 404, 'notFound')
    }
  })

  test('404 for an id in another form', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    for (const id of ['x', '1', room.id.replaceAll('-', ''), `{${room.id}}`, `${room.id}0`]) refused(await ada.get(`/api/rooms/${id}`), 404, 'notFound')
    for (const id of ['x', '-1', '1.5', '9007199254740992', '0x1']) refused(await ada.get(`/api/rooms/${room.id}/messages/${id}`), 404, 'notFound')
    assert.equal(ok(await ada.get(`/api/rooms/${room.id.toUpperCase()}`)).id, room.id)
  })

  test('405 for another method', async () => {
    const ada = await person()
    refused(await ada.ask('PUT', '/api/rooms', {}), 405, 'methodNotAllowed')
    refused(await ada.ask('PATCH', '/api/auth/me', {}), 405, 'methodNotAllowed')
  })

  test('415 for what is not JSON by its type', async () => {
    const ada = await person()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      refused(await ada.ask('POST', '/api/rooms', undefined, { raw: '{}', headers: { 'content-type': type } }), 415, 'unsupportedMediaType')
    }
  })

  test('413 for a body over 32 KiB', async () => {
    const ada = await person()
    refused(await ada.ask('POST', somewhere(), { clientId: uuid(), text: 'x'.repeat(33 * 1024) }), 413, 'tooLarge')
  })

  for (const [what, raw] of [
    ['no JSON', '{"name":'], ['an empty body', ''], ['another type', '{"name":5}'], ['an array', '[]'], ['bad UTF-8', Buffer.from([0x7b, 0x22, 0x6e, 0x61, 0x6d, 0x65, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d])],
  ]) {
    test(`400 for ${what}`, async () => refused(await (await person()).ask('POST', '/api/rooms', undefined, { raw }), 400, 'malformed'))
  }

  test('malformed comes before invalid, invalid before 404', async () => {
    const ada = await person()
    refused(await ada.ask('POST', somewhere(), { clientId: 5, text: '' }), 400, 'malformed')
    refused(await ada.ask('POST', somewhere(), {}), 422, 'invalid', 'clientId', 'text')
    refused(await ada.ask('POST', somewhere(), { text: '' }), 422, 'invalid', 'clientId', 'text')
    refused(await ada.ask('POST', somewhere(), { clientId: uuid() }), 422, 'invalid', 'text')
    refused(await ada.ask('POST', somewhere(), { clientId: uuid(), text: 'x' }), 404, 'roomNotFound')
    refused(await ada.ask('PATCH', `/api/rooms/${uuid()}`, {}), 422, 'invalid')
    refused(await ada.get(`${somewhere()}?limit=0`), 422, 'invalid', 'limit')
  })

  test('404 comes before 403, 403 before 409', async () => {
    const [owner, member, stranger] = await people(3)
    const room = await roomOf(owner, member)
    const message = await owner.says(room, 'hello')
    const path = `/api/rooms/${room.id}/messages`
    refused(await stranger.get(`${path}/999`), 403, 'notMember')
    refused(await member.ask('PATCH', `${path}/999`, { text: 'x' }), 404, 'messageNotFound')
    refused(await member.ask('PATCH', `${path}/${message.id}`, { text: 'hello' }), 403, 'notAuthor')
    ok(await owner.ask('DELETE', `${path}/${message.id}`))
    refused(await member.ask('PATCH', `${path}/${message.id}`, { text: 'x' }), 403, 'notAuthor')
    refused(await owner.ask('PATCH', `${path}/${message.id}`, { text: 'x' }), 409, 'messageDeleted')
  })
})

test('null in a request means absent, and unknown members are ignored', async () => {
  const ada = await person()
  const room = await ada.makesRoom(undefined, { description: null, colour: 'red', id: null })
  assert.ok(!('description' in room))
  refused(await ada.ask('POST', '/api/rooms', { name: null }), 422, 'invalid', 'name')
})

test('the limits are told without a login', async () => {
  assert.deepEqual(ok(await ask('GET', '/api/limits')), {
    textMax: 1000, usernameMin: 3, usernameMax: 50, passwordMin: 8, passwordMax: 128, roomNameMin: 3, roomNameMax: 50,
    descriptionMax: 255, pageMax: 100, roomsMax: 1000, emojis: ['👍', '👎', '❤️', '😂', '🔥', '👀', '🎉'],
  })
})

test('health is told without a login, and no more than health', async () => {
  assert.deepEqual(ok(await ask('GET', '/health/live')), { status: 'live' })
  const ready = ok(await ask('GET', '/health/ready'))
  assert.equal(ready.status, 'ready')
  assert.ok(ready.checks.length > 0)
  for (const check of ready.checks) assert.deepEqual([Object.keys(check).sort(), check.ok], [['name', 'ok'], true])
  assert.equal((await ask('GET', '/metrics')).status, 404)
  assert.equal((await ask('GET', '/dashboard')).status, 404)
})
