import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { hashOf, isPassing } from './history.js'

const underWayMax = 8
const waitingMax = 30
const meanPause = 400
const pauseAfterProblem = 300

/** What a window says: several messages under way, each repeated under its one name until it is acknowledged or refused. */
export class Outbox {
  isOpen = true
  waiting = []
  said = 0

  constructor(history) {
    this.history = history
  }

  /** A burst to one of these rooms. */
  think(rooms) {
    const { id } = rooms[Math.floor(Math.random() * rooms.length)]
    for (let burst = Math.floor(Math.random() * 4); burst >= 0 && this.waiting.length < waitingMax; burst--) {
      this.waiting.push({ room: id, cid: randomUUID(), text: `${this.history.client} says ${this.said++} ${'y'.repeat(Math.random() * 120)}`.trimEnd() })
    }
  }

  async speak(socket, think) {
    while (!socket.isCut) {
      await pause(-Math.log(1 - Math.random()) * meanPause)
      if (this.isOpen) await think()
      if (socket.isCut || !(await this.sayWhatWaits(socket))) await pause(pauseAfterProblem)
    }
  }

  /** In order, several at once; what had a problem is repeated when everything under way is answered, so that no repeat overtakes. */
  async sayWhatWaits(socket) {
    const underWay = this.waiting.slice(0, underWayMax)
    const answers = await Promise.allSettled(underWay.map((saying) => this.send(socket, saying)))
    const done = underWay.filter((_, at) => answers[at].status === 'fulfilled' && !(answers[at].value.problem && isPassing(answers[at].value.problem)))
    this.waiting = this.waiting.filter((saying) => !done.includes(saying))
    return done.length === underWay.length
  }

  send(socket, { room, cid, text }) {
    return this.history.call(
      { op: 'send', room, cid, hash: hashOf(text) },
      () => socket.invoke('SendMessage', { roomId: room, clientId: cid, text }),
      ({ message, duplicate }) => ({ seq: message.id, code: duplicate ? 'duplicate' : undefined }),
    )
  }
}
