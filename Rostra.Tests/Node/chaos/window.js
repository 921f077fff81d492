// One window of the chaos driver that is npm's SignalR client: told by the first line of its input who it is, by later ones what to do; it writes its own history.
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { History } from './history.js'
import { Listener } from './listener.js'
import { Outbox } from './outbox.js'
import { Session } from './session.js'
import { Socket } from './socket.js'

const backoffMin = 500
const backoffMax = 5_000

class Window {
  isEnding = false
  connections = 0

  constructor({ directory, name, doors, rooms, ...person }) {
    this.stage = rooms
    this.history = new History(directory, name)
    this.session = new Session(person, doors, this.history)
    this.listener = new Listener(this.session, this.history)
    this.outbox = new Outbox(this.history)
  }

  /** Connected, and back with its cursors after every cut. */
  async run() {
    for (let failures = 0; !this.isEnding; ) {
      this.session.move(failures > 0)
      const wasGreeted = await this.connected().catch(() => false)
      failures = wasGreeted ? 0 : failures + 1
      if (!this.isEnding) await pause(Math.random() * Math.min(backoffMin * 2 ** failures, backoffMax))
    }
  }

  async connected() {
    const token = await this.session.token()
    if (!token) return false
    Object.assign(this.history.who, { conn: ++this.connections, gw: this.session.door.name })
    const who = { ...this.history.who }
    const socket = new Socket(this.session.door.url, token)
    this.socket = socket
    try {
      const hello = await this.greet(socket)
      if (hello.problem) return false
      this.epoch = hello.value.epoch
      const speaking = this.outbox.speak(socket, () => this.think()).catch(() => socket.close())
      await this.listener.hear(hello.value, socket, who)
      await socket.close()
      await speaking
      this.history.write({ ...who, op: 'close', phase: 'ok' })
      return true
    } finally {
      await socket.close()
    }
  }

  greet(socket) {
    const cursors = this.listener.mine.map(({ id, known }) => ({ roomId: id, seq: known }))
    return this.history.call(
      { op: 'connect' },
      async () => {
        try {
          await socket.open()
        } catch (refused) {
          if (!String(refused).includes('401')) throw refused
          this.session.isLost()
          return { problem: { code: 'unauthenticated', status: 401 } }
        }
        return socket.invoke('Hello', { cursors, epoch: this.epoch })
      },
      (hello) => ({ cursors: answersIn(hello, cursors) }),
    )
  }

  async think() {
    const { mine } = this.listener
    if (mine.length > 0) this.outbox.think(mine)
    else await this.join(this.stage[Math.floor(Math.random() * this.stage.length)])
  }

  async join(room) {
    const token = await this.session.token()
    if (!token) return
    await this.history.call({ op: 'join', room }, () => this.session.http('POST', `/api/rooms/${room}/join`, { token, body: {} }), ({ lastSeq }) => ({ seq: lastSeq }))
  }

  async end() {
    this.isEnding = this.listener.isGone = true
    await this.socket?.close()
  }
}

/** Each cursor with the entry that answers it, and how far the same answer says that each room is. */
function answersIn({ rooms, catchUp }, cursors) {
  const asked = cursors.map(({ roomId, seq }) => {
    const { after, upTo, more, reset, gone } = catchUp.find((entry) => entry.roomId === roomId) ?? {}
    return { room: roomId, seq, after, upTo, more, reset, gone, top: rooms.find(({ id }) => id === roomId)?.lastSeq }
  })
  return [...asked, ...rooms.filter(({ id }) => cursors.every(({ roomId }) => roomId !== id)).map(({ id, lastSeq }) => ({ room: id, top: lastSeq }))]
}

let window
for await (const line of createInterface({ input: process.stdin })) {
  if (!window) {
    window = new Window(JSON.parse(line))
    void window.run()
  } else if (line === 'cut') {
    void window.socket?.close()
  } else if (line === 'quiet') {
    window.outbox.isOpen = false
  } else if (line === 'show') {
    await window.listener.show()
    console.log('shown')
  }
}

// The driver has closed the line: there is nothing more to be seen.
await window.end()
process.exit(0)
