import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ask, refused } from './client/http.js'
import { Hub } from './client/hub.js'
import { Document } from './client/schema.js'
import { people, person, roomOf, unique, uuid } from './client/people.js'

let document
before(async () => (document = await Document.read()))

/** The person, whose every answer is held to the document. */
function held(who) {
  const told = Object.create(who)
  told.ask = async (method, path, body, more) => {
    const answer = await who.ask(method, path, body, more)
    assert.deepEqual(document.answerFaults(method, path, answer), [])
    return answer
  }
  told.get = (path) => told.ask('GET', path)
  return told
}

const holds = (schema, value) => assert.deepEqual(document.faults(schema, value), [])
const answerOf = (command) => document.json.paths[`/hub/${command}`].post.responses[200].content['application/json'].schema

describe('the document', () => {
  test('is OpenAPI 3.1, for everybody', () => assert.match(document.json.openapi, /^3\.1\./))

  test('has everything of the contract that is there', () => {
    for (const [method, path] of [
      ['POST', '/api/auth/register'], ['POST', '/api/auth/login'], ['POST', '/api/auth/refresh'], ['POST', '/api/auth/logout'], ['POST', '/api/auth/ticket'],
      ['GET', '/api/auth/me'], ['GET', '/api/auth/me/preferences'], ['PUT', '/api/auth/me/preferences'], ['GET', '/api/auth/sessions'],
      ['DELETE', '/api/auth/sessions'], ['DELETE', '/api/auth/sessions/{id}'], ['POST', '/api/auth/password'], ['GET', '/api/rooms'], ['GET', '/api/rooms/discover'], ['POST', '/api/rooms'], ['GET', '/api/rooms/{roomId}'], ['PATCH', '/api/rooms/{roomId}'],
      ['DELETE', '/api/rooms/{roomId}'], ['POST', '/api/rooms/{roomId}/join'], ['POST', '/api/rooms/{roomId}/leave'], ['GET', '/api/rooms/{roomId}/members'], ['PUT', '/api/rooms/{roomId}/members/{userId}'],
      ['GET', '/api/rooms/{roomId}/messages'], ['POST', '/api/rooms/{roomId}/messages'], ['GET', '/api/rooms/{roomId}/changes'], ['GET', '/api/rooms/{roomId}/search'],
      ['GET', '/api/rooms/{roomId}/messages/{id}'], ['PATCH', '/api/rooms/{roomId}/messages/{id}'], ['DELETE', '/api/rooms/{roomId}/messages/{id}'],
      ['PUT', '/api/rooms/{roomId}/messages/{id}/reactions/{emoji}'], ['DELETE', '/api/rooms/{roomId}/messages/{id}/reactions/{emoji}'],
      ['GET', '/api/limits'], ['GET', '/health/live'], ['GET', '/health/ready'],
      ['POST', '/hub/Hello'], ['POST', '/hub/SendMessage'], ['POST', '/hub/EditMessage'], ['POST', '/hub/DeleteMessage'], ['POST', '/hub/React'], ['POST', '/hub/MarkRead'], ['PUT', '/api/rooms/{roomId}/read'],
    ]) assert.ok(document.json.paths[path]?.[method.toLowerCase()], `${method} ${path}`)
    assert.ok(document.json.webhooks.Receive)
  })

  test('tells what every body needs: what is required is missed, and a wrong type is malformed', async () => {
    const ada = await person()
    const room = await ada.makesRoom()
    const { id } = await ada.says(room, 'hello')
    const bodies = document.paths.filter(([path]) => path.startsWith('/api/')).flatMap(([path, item]) =>
      Object.entries(item).filter(([, operation]) => operation.requestBody).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })))
    assert.ok(bodies.length >= 7)
    for (const { path, method, operation } of bodies) {
      const schema = document.resolved(operation.requestBody.content['application/json'].schema)
      const there = path.replace('{roomId}', room.id).replace('{id}', id).replace('{userId}', ada.id)
      if (schema.required) {
        const { errors } = refused(await ada.ask(method, there, {}), 422, 'invalid')
        assert.deepEqual(Object.keys(errors).sort(), [...schema.required].sort(), `${method} ${path}`)
      }
      for (const name of Object.keys(schema.properties ?? {})) {
        refused(await ada.ask(method, there, { [name]: { of: 'the wrong type' } }), 400, 'malformed')
      }
    }
  })
})

describe('what the server answers is what the document says', () => {
  test('over HTTP', async () => {
    const [ada, alan] = (await people(2)).map(held)
    const [name, id] = [`room ${unique()}`, uuid()]
    const room = await ada.makesRoom(name, { id, description: 'about' })
    await ada.ask('POST', '/api/rooms', { id, name })
    await alan.joins(room)
    const first = await ada.says(room, 'first', id)
    await ada.post(room, 'first', id)
    await ada.says(room, 'second')
    const message = `/api/rooms/${room.id}/messages/${first.id}`
    await ada.ask('PATCH', message, { text: 'edited' })
    await alan.ask('PUT', `${message}/reactions/${encodeURIComponent('👍')}`)
    await alan.get(message)
    await alan.ask('DELETE', `${message}/reactions/${encodeURIComponent('👍')}`)
    await ada.ask('DELETE', message)
    await ada.ask('PATCH', `/api/rooms/${room.id}`, { description: null })
    for (const path of ['', '/members', '/messages', '/messages?limit=1', '/changes?after=0', '/changes?after=999999', '/changes', '/search?q=second', '/search', '/nothing'].map((end) => `/api/rooms/${room.id}${end}`)) {
      if (!path.endsWith('/nothing')) await alan.get(path)
    }
    await alan.ask('PUT', `/api/rooms/${room.id}/read`, { seq: first.id })
    await ada.ask('PUT', '/api/auth/me/preferences', { theme: 'amber', crt: true })
    for (const path of ['/api/rooms', '/api/rooms/discover', `/api/rooms/discover?query=${name.slice(-12)}&limit=1`, '/api/rooms/discover?cursor=x', '/api/auth/me', '/api/auth/me/preferences', '/api/auth/sessions', '/api/limits', '/health/live', '/health/ready']) await ada.get(path)
    await ada.ask('POST', '/api/auth/ticket', {})
    await ada.ask('POST', '/api/auth/refresh', {}, { cookie: ada.cookie })
    await ada.ask('POST', '/api/auth/login', { username: ada.name, password: 'a wrong one' })
    await alan.leaves(room)
    const given = await roomOf(ada, alan)
    await ada.ask('PUT', `/api/rooms/${given.id}/members/${alan.id}`, { role: 'owner' })
    await alan.get(`/api/rooms/${room.id}`)
    await ada.ask('DELETE', `/api/rooms/${room.id}`)
    await ada.ask('POST', '/api/auth/logout', {})
  })

  test('to a register and a login', async () => {
    const body = { username: `p ${unique()}`, email: `${unique()}@example.org`, password: 'correct horse 12' }
    for (const path of ['/api/auth/register', '/api/auth/login', '/api/auth/register']) {
      assert.deepEqual(document.answerFaults('POST', path, await ask('POST', path, { body })), [])
    }
  })

  describe('over the hub', () => {
    const hubs = []
    after(() => Promise.all(hubs.map((hub) => hub.close())))

    test('to commands, and of its own accord', async () => {
      const [ada, alan] = await people(2)
      const room = await roomOf(ada)
      const other = await ada.makesRoom()
      const hub = await Hub.open(ada)
      hubs.push(hub)
      const call = async (command, argument) => {
        const answer = await hub.call(command, argument)
        holds(answerOf(command), answer)
        return answer.value
      }

      await ada.says(room, 'before')
      await call('SendMessage', { roomId: room.id, clientId: uuid(), text: 'too early' })
      await call('Hello', { cursors: [{ roomId: room.id, seq: 1 }, { roomId: other.id, seq: 99 }, { roomId: uuid(), seq: 1 }] })
      const { message } = await call('SendMessage', { roomId: room.id, clientId: uuid(), text: 'hello' })
      await call('EditMessage', { roomId: room.id, id: message.id, text: 'edited' })
      await call('React', { roomId: room.id, id: message.id, emoji: '👍', on: true })
      await call('MarkRead', { roomId: room.id, seq: message.id })
      await call('DeleteMessage', { roomId: room.id, id: message.id })
      await call('SendMessage', { roomId: room.id, text: 7 })
      await alan.joins(room)
      await alan.leaves(room)
      await ada.ask('PATCH', `/api/rooms/${room.id}`, { name: `room ${unique()}` })
      const joined = await roomOf(alan, ada)
      await ada.leaves(joined)
      await hub.event((event) => event.type === 'roomLeft')
      await ada.ask('DELETE', `/api/rooms/${room.id}`)
      await hub.event((event) => event.type === 'roomDeleted')

      const { schema } = document.json.webhooks.Receive.post.requestBody.content['application/json']
      for (const batch of hub.batches) holds(schema, batch)
    })
  })
})
