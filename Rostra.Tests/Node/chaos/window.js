// One window of the chaos driver that is npm's SignalR client: told by the first line of its input who it is, by later ones what to do; it writes its own history.
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import { digestOf, eventOf, hashOf, History, isPassing, now, seenOf } from './history.js'
import { Room } from './room.js'

const answerTime = 15_000
const renewBefore = 60_000
const underWayMax = 8
const waitingMax = 30
const meanPause = 400
const backoffMax = 5_000
const pick = (list) => list[Math.floor(Math.random() * list.length)]
const unreachable = { problem: { code: 'unreachable' } }

class Window {
  rooms = new Map()
  outbox = []
  isOpen = true
  isEnding = false
  connections = 0
  said = 0

  constructor({ directory, name, username, password, doors, rooms }) {
    Object.assign(this, { username, password, doors, stage: rooms, history: new History(directory, name) })
  }

  get mine() {
    return [...this.rooms.values()].filter(({ isMine }) => isMine)
  }

  async run() {
    for (let failures = 0; !this.isEnding; ) {
      const others = this.doors.filter(({ name }) => failures === 0 || name !== this.door?.name)
      this.door = pick(others)
      const wasGreeted = await this.connected().catch(() => false)
      failures = wasGreeted ? 0 : failures + 1
      if (!this.isEnding) await pause(Math.random() * Math.min(500 * 2 ** failures, backoffMax))
    }
  }

  // ---- who it is

  async http(method, path, { body, cookie, token } = {}) {
    try {
      const response = await fetch(this.door.url + path, {
        method,
        signal: AbortSignal.timeout(answerTime),
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(cookie ? { cookie } : {}),
        },
        body: body && JSON.stringify(body),
      })
      const text = await response.text()
      const setCookie = response.headers.getSetCookie().find((line) => line.startsWith('rostra_refresh='))?.split(';')[0]
      const value = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : {}
      return response.ok ? { value, setCookie } : { problem: { code: value.code ?? `http${response.status}`, status: response.status, retryAfterMs: value.retryAfterMs } }
    } catch {
      return unreachable
    }
  }

  async token() {
    if (this.auth && Date.parse(this.auth.expiresAt) - Date.now() > renewBefore) return this.auth.accessToken
    const answer = this.cookie
      ? await this.history.call({ op: 'refresh' }, () => this.http('POST', '/api/auth/refresh', { body: {}, cookie: this.cookie }))
      : await this.history.call({ op: 'login' }, () => this.http('POST', '/api/auth/login', { body: { username: this.username, password: this.password } }), ({ sessionId }) => ({ target: sessionId }))
    if (answer.problem) {
      if (!isPassing(answer.problem)) this.isLost()
      return undefined
    }
    this.auth = answer.value
    this.cookie = answer.setCookie ?? this.cookie
    Object.assign(this.history.who, { user: this.auth.user.id, sid: this.auth.sessionId })
    return this.auth.accessToken
  }

  isLost() {
    this.auth = this.cookie = undefined
    delete this.history.who.sid
  }

  // ---- its socket

  async connected() {
    const token = await this.token()
    if (!token) return false
    Object.assign(this.history.who, { conn: ++this.connections, gw: this.door.name })
    const who = { ...this.history.who }
    const batches = []
    let wake = () => {}
    const connection = new HubConnectionBuilder()
      .withUrl(`${this.door.url}/hub`, { skipNegotiation: true, transport: HttpTransportType.WebSockets, accessTokenFactory: () => token })
      .configureLogging(LogLevel.None)
      .build()
    const ended = new Promise((resolve) => connection.onclose(resolve)).then(() => (this.isCut = true))
    this.connection = connection
    this.isCut = this.isAskedAway = false
    connection.on('Receive', (batch) => {
      batches.push([now(), batch])
      wake()
    })
    const hello = await this.greet(connection)
    if (hello.problem) {
      await connection.stop()
      return false
    }

    this.isConnected = true
    const speaking = this.speak(connection).catch(() => {})
    try {
      await this.hear(hello.value, batches, who, ended, (next) => (wake = next))
    } finally {
      this.isConnected = false
      this.isCut = true
      await connection.stop()
      await speaking
      this.history.write({ ...who, op: 'close', phase: 'ok' })
    }
    return true
  }

  greet(connection) {
    const cursors = this.mine.map(({ id, known }) => ({ roomId: id, seq: known }))
    return this.history.call(
      { op: 'connect' },
      async () => {
        try {
          await connection.start()
        } catch (refused) {
          if (!String(refused).includes('401')) throw refused
          this.isLost()
          return { problem: { code: 'unauthenticated', status: 401 } }
        }
        return this.invoke(connection, 'Hello', { cursors, epoch: this.epoch })
      },
      ({ rooms, catchUp }) => ({
        cursors: [
          ...cursors.map(({ roomId, seq }) => {
            const entry = catchUp.find((one) => one.roomId === roomId) ?? {}
            const { after, upTo, more, reset, gone } = entry
            return { room: roomId, seq, after, upTo, more, reset, gone, top: rooms.find(({ id }) => id === roomId)?.lastSeq }
          }),
          ...rooms.filter(({ id }) => cursors.every(({ roomId }) => roomId !== id)).map(({ id, lastSeq }) => ({ room: id, top: lastSeq })),
        ],
      }),
    )
  }

  /** Exactly one of value and refusal. A cut or silent socket throws: unknown outcome. */
  async invoke(connection, method, argument) {
    const late = AbortSignal.timeout(answerTime)
    const silence = new Promise((_, reject) => late.addEventListener('abort', () => reject(new Error('silence'))))
    try {
      const answer = await Promise.race([connection.invoke(method, argument), silence])
      return 'refusal' in answer ? { problem: answer.refusal } : { value: answer.value }
    } catch (fault) {
      if (fault.name === 'HubException') return { problem: { code: 'hubError' } }
      void connection.stop()
      throw fault
    }
  }

  // ---- what it is told

  async hear(hello, batches, who, ended, whenNext) {
    this.epoch = hello.epoch
    const ids = new Set(hello.rooms.map(({ id }) => id))
    for (const room of this.rooms.values()) room.isMine = ids.has(room.id)
    for (const entry of hello.catchUp) await this.take(entry, 'hello', undefined, who)
    for (const room of hello.rooms) await this.enter(room, who)
    // What came before the answer was handled waited here, as the contract asks.
    while (!this.isCut && !this.isAskedAway && !this.isEnding) {
      if (batches.length === 0) await Promise.race([new Promise((next) => whenNext(next)), ended])
      const next = batches.shift()
      if (next) await this.take(next[1], 'live', next[0], who)
    }
  }

  async take(batch, source, t, who) {
    const { roomId, after, upTo, more } = batch
    if (!roomId) {
      for (const event of batch.events ?? []) await this.takePersonal(event, t, who)
      return
    }
    const room = this.rooms.get(roomId)
    if (batch.gone && room) room.isMine = false
    if (batch.reset) {
      this.history.write({ ...who, t: t ?? now(), op: 'recv', phase: 'info', source: 'reset', room: roomId, top: batch.lastSeq })
      if (room) await this.reload(room, who)
    }
    if (after === undefined || upTo === undefined) return

    const line = { ...who, t: t ?? now(), op: 'recv', room: roomId, source, after, upTo, more: more || undefined, events: (batch.events ?? []).map(eventOf).filter(Boolean) }
    if (!room || upTo <= room.known || after > room.known) {
      this.history.write({ ...line, phase: 'info', code: !room ? 'unknown' : upTo <= room.known ? 'known' : 'ahead' })
      if (!room || upTo <= room.known) return
      await this.catchUp(room, who)
      if (upTo <= room.known || after > room.known) return
    }
    this.apply(room, line)
    if (more) await this.catchUp(room, who)
  }

  async takePersonal(event, t, who) {
    if (event.type === 'roomJoined') {
      this.history.write({ ...who, t, op: 'recv', phase: 'info', source: 'live', code: 'roomJoined', room: event.room.id, top: event.room.lastSeq })
      await this.enter(event.room, who)
    }
    if (event.type === 'roomLeft' && this.rooms.has(event.roomId)) this.rooms.get(event.roomId).isMine = false
    if (event.type === 'readMoved') this.history.write({ ...who, t, op: 'moved', phase: 'ok', room: event.roomId, readSeq: event.readSeq, unread: event.unread })
    if (event.type === 'sessionEnded') this.isLost()
    if (event.type === 'goAway') void pause(Math.random() * event.reconnectWithinMs).then(() => (this.isAskedAway = true)).then(() => this.connection.stop())
  }

  async enter({ id, lastSeq }, who) {
    const room = this.rooms.get(id) ?? new Room(id)
    this.rooms.set(id, room)
    room.isMine = true
    if (room.known < lastSeq) await this.catchUp(room, who)
  }

  async catchUp(room, who) {
    for (let more = true; more && room.isMine; ) {
      const changes = await this.ask('changes', room.id, `/api/rooms/${room.id}/changes?after=${room.known}&limit=500`, ({ lastSeq }) => ({ top: lastSeq }))
      if (!changes) return
      if (changes.reset) return this.reload(room, who)
      const { after, upTo, events } = changes
      more = changes.more
      if (upTo > room.known) this.apply(room, { ...who, op: 'recv', room: room.id, source: 'resync', after, upTo, more: more || undefined, events: events.map(eventOf).filter(Boolean) })
    }
  }

  apply(room, line) {
    room.apply(line.upTo, line.events)
    this.history.write({ ...line, phase: 'ok' })
  }

  async reload(room, who) {
    const fresh = await this.fresh(room.id)
    if (!fresh) return
    room.reset(fresh.seq, fresh.messages, fresh.members)
    this.history.write({ ...who, op: 'recv', phase: 'ok', source: 'reset', room: room.id, upTo: fresh.seq, events: fresh.messages })
  }

  async fresh(id) {
    const [messages, members] = [[], []]
    let seq
    for (let after = 0, more = true; more; after = messages.at(-1)?.id) {
      const seen = (page) => page.messages.map((message) => seenOf(message.id, 'posted', message))
      const page = await this.ask('history', id, `/api/rooms/${id}/messages?after=${after}&limit=100`, (value) => ({ top: value.lastSeq, events: seen(value) }))
      if (!page) return undefined
      seq ??= page.lastSeq
      messages.push(...seen(page))
      more = page.hasNewer && page.messages.length > 0
    }
    for (let cursor = ''; cursor !== undefined; ) {
      const page = await this.ask(undefined, id, `/api/rooms/${id}/members?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      if (!page) return undefined
      members.push(...page.members)
      cursor = page.cursor
    }
    return { seq, messages, members }
  }

  /** Asks until it is answered or definitely refused: at this gateway, then at others. */
  async ask(op, room, path, tell) {
    for (let attempt = 0; ; attempt++) {
      const token = await this.token()
      const answer = !token ? unreachable
        : op ? await this.history.call({ op, room }, () => this.http('GET', path, { token }), tell)
        : await this.http('GET', path, { token })
      if (!answer.problem) return answer.value
      if (answer.problem.status === 401) this.isLost()
      else if (!isPassing(answer.problem)) return undefined
      if (this.isGone) return undefined
      await pause(answer.problem.retryAfterMs ?? Math.min(100 * 2 ** attempt, 3_000))
      this.door = pick(this.doors)
    }
  }

  // ---- what it says

  async speak(connection) {
    while (!this.isCut && !this.isEnding) {
      await pause(-Math.log(1 - Math.random()) * meanPause)
      if (this.isOpen) await this.think()
      if (this.isCut || !(await this.sayWhatWaits(connection))) await pause(300)
    }
  }

  async think() {
    if (this.mine.length === 0) {
      const room = pick(this.stage)
      const token = await this.token()
      if (token) await this.history.call({ op: 'join', room }, () => this.http('POST', `/api/rooms/${room}/join`, { token, body: {} }), ({ lastSeq }) => ({ seq: lastSeq }))
      return
    }
    const { id } = pick(this.mine)
    for (let burst = Math.floor(Math.random() * 4); burst >= 0 && this.outbox.length < waitingMax; burst--) {
      this.outbox.push({ room: id, cid: randomUUID(), text: `${this.history.client} says ${this.said++} ${'y'.repeat(Math.random() * 120)}`.trimEnd() })
    }
  }

  /** In order, several at once; the first problem stops what follows until everything under way is answered, so that no repeat overtakes. */
  async sayWhatWaits(connection) {
    const underWay = this.outbox.slice(0, underWayMax)
    const answers = await Promise.allSettled(underWay.map((saying) => this.send(connection, saying)))
    const done = underWay.filter((_, at) => answers[at].status === 'fulfilled' && !(answers[at].value.problem && isPassing(answers[at].value.problem)))
    this.outbox = this.outbox.filter((saying) => !done.includes(saying))
    return done.length === underWay.length
  }

  send(connection, { room, cid, text }) {
    return this.history.call(
      { op: 'send', room, cid, hash: hashOf(text) },
      () => this.invoke(connection, 'SendMessage', { roomId: room, clientId: cid, text }),
      ({ message, duplicate }) => ({ seq: message.id, code: duplicate ? 'duplicate' : undefined }),
    )
  }

  // ---- its end

  /** Compares what it holds with a fresh load, room by room. */
  async show() {
    for (const room of this.mine) {
      const fresh = await this.fresh(room.id)
      if (!fresh) continue
      const members = fresh.members.map(({ user }) => user.id)
      this.history.write({
        op: 'view', phase: 'ok', room: room.id, seq: room.known, top: fresh.seq,
        hash: digestOf(room.messages.values(), room.memberIds), fresh: digestOf(fresh.messages, members),
      })
    }
  }
}

let window
for await (const line of createInterface({ input: process.stdin })) {
  const [command] = line.split(' ', 1)
  if (!window) {
    window = new Window(JSON.parse(line))
    window.running = window.run()
  } else if (command === 'cut') {
    void window.connection?.stop()
  } else if (command === 'quiet') {
    window.isOpen = false
  } else if (command === 'show') {
    await window.show()
    console.log('shown')
  }
}

// The driver has closed the line: there is nothing more to be seen.
window.isEnding = window.isGone = true
await window.connection?.stop()
process.exit(0)
