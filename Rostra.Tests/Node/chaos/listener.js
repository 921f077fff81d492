import { setTimeout as pause } from 'node:timers/promises'
import { digestOf, eventOf, isPassing, now, seenOf } from './history.js'
import { Room } from './room.js'
import { unreachable } from './session.js'

/** What a window is told, and how it keeps up with it. */
export class Listener {
  rooms = new Map()
  isGone = false

  constructor(session, history) {
    Object.assign(this, { session, history })
  }

  get mine() {
    return [...this.rooms.values()].filter(({ isMine }) => isMine)
  }

  /** Ends with the socket. What came before the answer was handled has waited in it, as the contract asks. */
  async hear(hello, socket, who) {
    const ids = new Set(hello.rooms.map(({ id }) => id))
    for (const room of this.rooms.values()) room.isMine = ids.has(room.id)
    for (const entry of hello.catchUp) await this.take(entry, 'hello', undefined, who, socket)
    for (const room of hello.rooms) await this.enter(room, who)
    for (let next = await socket.next(); next; next = await socket.next()) await this.take(next[1], 'live', next[0], who, socket)
  }

  async take(batch, source, t, who, socket) {
    const { roomId, after, upTo, more } = batch
    if (!roomId) {
      for (const event of batch.events ?? []) await this.takePersonal(event, t, who, socket)
      return
    }
    const room = this.rooms.get(roomId)
    if (batch.gone && room) room.isMine = false
    if (batch.reset) {
      this.history.write({ ...who, t: t ?? now(), op: 'recv', phase: 'info', source: 'reset', room: roomId, top: batch.lastSeq })
      if (room) await this.reload(room, who)
    }
    if (after === undefined || upTo === undefined) return

    const line = { ...who, t: t ?? now(), op: 'recv', room: roomId, source, after, upTo, more: more || undefined, events: seenIn(batch) }
    if (!room || upTo <= room.known || after > room.known) {
      this.history.write({ ...line, phase: 'info', code: !room ? 'unknown' : upTo <= room.known ? 'known' : 'ahead' })
      if (!room || upTo <= room.known) return
      await this.catchUp(room, who)
      if (upTo <= room.known || after > room.known) return
    }
    this.apply(room, line)
    if (more) await this.catchUp(room, who)
  }

  async takePersonal(event, t, who, socket) {
    if (event.type === 'roomJoined') {
      this.history.write({ ...who, t, op: 'recv', phase: 'info', source: 'live', code: 'roomJoined', room: event.room.id, top: event.room.lastSeq })
      await this.enter(event.room, who)
    }
    if (event.type === 'roomLeft' && this.rooms.has(event.roomId)) this.rooms.get(event.roomId).isMine = false
    if (event.type === 'readMoved') this.history.write({ ...who, t, op: 'moved', phase: 'ok', room: event.roomId, readSeq: event.readSeq, unread: event.unread })
    if (event.type === 'sessionEnded') this.session.isLost()
    if (event.type === 'goAway') void pause(Math.random() * event.reconnectWithinMs).then(() => socket.close())
  }

  /** A room of this person's that the window may not hold yet, or not since they were last in it. */
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
      const { after, upTo } = changes
      more = changes.more
      if (upTo > room.known) this.apply(room, { ...who, op: 'recv', room: room.id, source: 'resync', after, upTo, more: more || undefined, events: seenIn(changes) })
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

  /** All of a room, read page by page. Nothing: this person may not, or no longer. */
  async fresh(id) {
    const [messages, members] = [[], []]
    const seen = (page) => page.messages.map((message) => seenOf(message.id, 'posted', message))
    let seq
    for (let after = 0, more = true; more; after = messages.at(-1)?.id) {
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
    for (let attempt = 0; !this.isGone; attempt++) {
      const token = await this.session.token()
      const get = () => this.session.http('GET', path, { token })
      const answer = !token ? unreachable : await (op ? this.history.call({ op, room }, get, tell) : get())
      if (!answer.problem) return answer.value
      if (answer.problem.status === 401) this.session.isLost()
      else if (!isPassing(answer.problem)) return undefined
      await pause(answer.problem.retryAfterMs ?? Math.min(100 * 2 ** attempt, 3_000))
      this.session.move(true)
    }
    return undefined
  }
}

const seenIn = ({ events }) => (events ?? []).map(eventOf).filter(Boolean)
