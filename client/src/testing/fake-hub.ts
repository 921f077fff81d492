import type { Answer } from '../api/answer.ts'
import type { Batch, Welcome } from '../api/generated.ts'
import type { CommandName, Gives, Takes } from '../api/hub.ts'
import type { Dial, SocketEvents } from '../realtime/socket.ts'
import { ada } from './people.ts'

export const welcome: Welcome = {
  protocol: 1,
  epoch: 'e',
  user: { ...ada, email: 'ada@example.org', createdAt: '2026-03-01T12:00:00Z' },
  rooms: [],
  catchUp: [],
}

/** One call on its way: the test decides when and how it is answered. */
type Call = {
  readonly command: string
  readonly argument: unknown
  readonly answer: (answer: Answer<unknown>) => Promise<void>
}

/** A socket whose other end is the test. */
export class FakeSocket {
  readonly calls: Call[] = []
  isOpen = true
  private readonly rejects: ((error: Error) => void)[] = []
  private readonly events: SocketEvents

  constructor(events: SocketEvents) {
    this.events = events
  }

  call<N extends CommandName>(command: N, argument: Takes<N>): Promise<Answer<Gives<N>>> {
    return new Promise((resolve, reject) => {
      this.rejects.push(reject)
      const answer = async (value: Answer<unknown>) => {
        resolve(value as Answer<Gives<N>>)
        await settled()
      }
      this.calls.push({ command, argument, answer })
    })
  }

  close() {
    if (!this.isOpen) return
    this.isOpen = false
    for (const reject of this.rejects) reject(new Error('closed'))
    this.events.closed()
  }

  /** As if the wire had been cut. */
  async cut() {
    this.close()
    await settled()
  }

  push(batch: Batch) {
    if (this.isOpen) this.events.receive(batch)
  }

  lastCall(): Call {
    const call = this.calls.at(-1)
    if (!call) throw new Error('Nothing was called.')
    return call
  }

  welcome = (value: Welcome = welcome) => this.lastCall().answer({ value })
}

/** A server end of which each socket is played by the test. */
export class FakeHub {
  readonly sockets: FakeSocket[] = []
  isReachable = true
  isSessionOver = false

  readonly dial: Dial = async (events) => {
    if (this.isSessionOver) return 'ended'
    if (!this.isReachable) throw new Error('unreachable')
    const socket = new FakeSocket(events)
    this.sockets.push(socket)
    return socket
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1)
    if (!socket) throw new Error('Nobody has dialled.')
    return socket
  }
}

/** Lets everything that waits on answered promises go on. Timers stand still. */
export async function settled() {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
