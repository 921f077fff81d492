import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ask, ok } from './http.js'

/** A piece of a name that nobody else has. */
export const unique = () => randomBytes(6).toString('hex')

export const uuid = () => randomUUID()

export const password = 'correct horse 12'

/** Somebody new, with an account of their own. Where the server is too busy the wait is as told; what came of it is open, so the next name is another. */
export async function person(name) {
  for (let attempt = 0; ; attempt++) {
    const username = name ?? `p ${unique()}`
    const email = `${unique()}@example.org`
    const answer = await ask('POST', '/api/auth/register', { body: { username, email, password } })
    if (![429, 503].includes(answer.status) || name || attempt === 9) return new Person(ok(answer, 201), cookieOf(answer), email)
    await pause(answer.value.retryAfterMs)
  }
}

export const people = (count) => Promise.all(Array.from({ length: count }, () => person()))

/** The refresh cookie of an answer, as it is sent back. */
export const cookieOf = (answer) => answer.setCookie.find((line) => line.startsWith('rostra_refresh='))?.split(';')[0]

export class Person {
  constructor(auth, cookie, email) {
    Object.assign(this, { auth, cookie, email, id: auth.user.id, name: auth.user.username, token: auth.accessToken })
  }

  get ref() {
    return { id: this.id, username: this.name }
  }

  ask(method, path, body, more) {
    return ask(method, path, { token: this.token, body, ...more })
  }

  get(path) {
    return this.ask('GET', path)
  }

  async makesRoom(name = `room ${unique()}`, more = {}) {
    return ok(await this.ask('POST', '/api/rooms', { name, ...more }), 201)
  }

  async joins(room) {
    return ok(await this.ask('POST', `/api/rooms/${room.id}/join`))
  }

  async leaves(room) {
    return ok(await this.ask('POST', `/api/rooms/${room.id}/leave`), 204)
  }

  post(room, text, clientId = uuid()) {
    return this.ask('POST', `/api/rooms/${room.id}/messages`, { clientId, text })
  }

  /** Posts and answers the message. */
  async says(room, text, clientId) {
    return ok(await this.post(room, text, clientId), 201).message
  }

  async sees(room) {
    return ok(await this.get(`/api/rooms/${room.id}`))
  }

  async page(room, query = '') {
    return ok(await this.get(`/api/rooms/${room.id}/messages${query}`))
  }

  async changes(room, query) {
    return ok(await this.get(`/api/rooms/${room.id}/changes${query}`))
  }
}

/** A room of the first one's, which the others have joined. */
export async function roomOf(owner, ...others) {
  const room = await owner.makesRoom()
  for (const other of others) await other.joins(room)
  return room
}
