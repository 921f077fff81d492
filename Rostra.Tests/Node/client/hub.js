import assert from 'node:assert/strict'
import { once } from 'node:events'
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import WebSocket from 'ws'
import { holdsErrors, holdsNoNull, url } from './http.js'
import { uuid } from './people.js'

const patience = 15_000

/** A connection by npm's client. What it receives is held to the rules of batches and written down. */
export class Hub {
  static async open(person) {
    const hub = new Hub()
    hub.connection = new HubConnectionBuilder()
      .withUrl(`${url}/hub`, { skipNegotiation: true, transport: HttpTransportType.WebSockets, accessTokenFactory: () => person.token })
      .configureLogging(LogLevel.None)
      .build()
    hub.connection.on('Receive', (batch) => hub.receive(batch))
    hub.closed = new Promise((resolve) => hub.connection.onclose(resolve))
    await hub.connection.start()
    return hub
  }

  /** Opened, and greeted. */
  static async of(person, hello = { cursors: [] }) {
    const hub = await Hub.open(person)
    hub.welcome = value(await hub.call('Hello', hello))
    return hub
  }

  batches = []
  events = []
  heads = new Map()
  waiting = new Set()

  call(method, ...args) {
    return this.connection.invoke(method, ...args).then((answer) => {
      holdsNoNull(answer, method)
      const members = Object.keys(answer)
      assert.ok(members.length === 1 && ['value', 'refusal'].includes(members[0]), `exactly one of value and refusal: ${members}`)
      return answer
    })
  }

  send(room, text, clientId = uuid()) {
    return this.call('SendMessage', { roomId: room.id, clientId, text })
  }

  receive(batch) {
    holdsNoNull(batch, 'Receive')
    this.batches.push(batch)
    if (batch.upTo !== undefined) this.holdsInterval(batch)
    for (const event of batch.events ?? []) this.events.push({ ...event, batchRoom: batch.roomId })
    for (const look of [...this.waiting]) look()
  }

  /** Durable: every number once, in order, joined to the batch before. */
  holdsInterval({ roomId, after, upTo, events }) {
    assert.deepEqual(events.map((event) => event.seq), Array.from({ length: upTo - after }, (_, place) => after + place + 1), 'a live batch lists every seq')
    const head = this.heads.get(roomId)
    if (head !== undefined) assert.ok(after <= head, `a hole between batches: ${head} then ${after}`)
    this.heads.set(roomId, Math.max(head ?? 0, upTo))
  }

  /** The first event that fits, whether it came already or comes yet. */
  async event(fits, what = fits.toString()) {
    await this.until(() => this.events.some(fits), what)
    return this.events.find(fits)
  }

  of(room, type) {
    return this.events.filter((event) => event.batchRoom === room.id && (!type || event.type === type))
  }

  async reaches(room, seq) {
    await this.until(() => (this.heads.get(room.id) ?? 0) >= seq, `seq ${seq}`)
  }

  until(isSo, what = isSo.toString()) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.waiting.delete(look)
        reject(new Error(`Not received in ${patience} ms: ${what}. Received: ${JSON.stringify(this.batches).slice(0, 2000)}`))
      }, patience)
      const look = () => {
        if (!isSo()) return
        clearTimeout(late)
        this.waiting.delete(look)
        resolve()
      }
      this.waiting.add(look)
      look()
    })
  }

  close() {
    return this.connection.stop()
  }
}

export function value(answer) {
  assert.ok('value' in answer, `refused: ${JSON.stringify(answer.refusal)}`)
  return answer.value
}

export function refusal(answer, code, ...fields) {
  assert.equal(answer.refusal?.code, code, JSON.stringify(answer))
  assert.equal(typeof answer.refusal.message, 'string')
  if (code === 'invalid') holdsErrors(answer.refusal.errors ?? {}, fields)
  if (code === 'rateLimited') assert.ok(answer.refusal.retryAfterMs > 0)
  return answer.refusal
}

/** A bare socket, for frames that no client library would send. */
export class RawSocket {
  static async open({ token, query = '', origin } = {}) {
    const raw = new RawSocket()
    raw.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/hub${query}`, {
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(origin ? { origin } : {}) },
    })
    raw.closed = new Promise((resolve) => raw.socket.on('close', resolve))
    raw.socket.on('message', (data) => raw.take(String(data)))
    await raw.opened()
    raw.send({ protocol: 'json', version: 1 })
    await raw.next()
    return raw
  }

  /** The status with which an upgrade is refused. */
  static async refusedWith(options) {
    return RawSocket.open(options).then(
      (raw) => raw.socket.terminate() ?? 101,
      (fault) => Number(/(\d{3})/.exec(fault.message)?.[1]),
    )
  }

  frames = []
  wanted = []

  async opened() {
    await Promise.race([once(this.socket, 'open'), once(this.socket, 'error').then(([fault]) => Promise.reject(fault))])
    this.socket.on('error', () => {})
  }

  send(frame) {
    this.sendText(JSON.stringify(frame))
  }

  sendText(text) {
    this.socket.send(`${text}\u001e`)
  }

  /** The next frame that is no ping. */
  async next() {
    if (this.frames.length === 0) await new Promise((resolve) => this.wanted.push(resolve))
    return this.frames.shift()
  }

  /** Calls by hand and answers the completion. */
  async call(target, ...args) {
    const invocationId = uuid()
    this.send({ type: 1, invocationId, target, arguments: args })
    for (;;) {
      const frame = await this.next()
      if (frame.type === 3 && frame.invocationId === invocationId) return frame
    }
  }

  take(data) {
    for (const text of data.split('\u001e').slice(0, -1)) {
      const frame = JSON.parse(text)
      if (frame.type === 6) continue
      this.frames.push(frame)
      this.wanted.shift()?.()
    }
  }
}
