import type { Answer } from '../api/answer.ts'
import type { Batch } from '../api/generated.ts'
import type { CommandName, Gives, Takes } from '../api/hub.ts'
import type { Dial, Socket } from './socket.ts'

/** The link broke, or the answer did not come in time: nobody knows whether the command was done. */
export class LinkLost extends Error {}

export type LineHost = {
  readonly dial: Dial
  readonly greeting: () => Takes<'Hello'>
  readonly welcomed: (welcome: Gives<'Hello'>) => void
  readonly receive: (batch: Batch) => void
}

const dialPatienceMs = 15_000
const answerPatienceMs = 10_000
const retirePatienceMs = 5_000
const heldCountMax = 5_000

/** One socket from dialling to its end, with Hello said before anything else. */
export class Line {
  private socket: Socket | undefined
  private held: Batch[] | undefined = []
  private calls = 0
  /** How long Hello took: the first thing known of the link's speed. */
  helloMs = 0
  private isOver = false
  private readonly host: LineHost
  private readonly onClosed: (line: Line) => void
  private whenIdle: () => void = () => undefined

  constructor(host: LineHost, onClosed: (line: Line) => void) {
    this.host = host
    this.onClosed = onClosed
  }

  /** Dials and says Hello. What Receive brings meanwhile waits until the answer is applied. */
  async open(): Promise<'open' | 'ended'> {
    try {
      const dialled = this.host.dial({ receive: (batch) => this.receive(batch), closed: () => this.over() })
      // A socket that opens after we gave it up must not live on unseen.
      void dialled.then((late) => this.isOver && late !== 'ended' && late.close()).catch(() => undefined)
      const socket = await within(dialPatienceMs, dialled)
      if (socket === 'ended') return 'ended'
      this.socket = socket
      const asked = performance.now()
      const answer = await this.call('Hello', this.host.greeting())
      this.helloMs = Math.round(performance.now() - asked)
      if ('refusal' in answer) throw new LinkLost(answer.refusal.message)
      if (this.isOver) throw new LinkLost('Given up meanwhile.')
      this.host.welcomed(answer.value)
      this.release()
      return 'open'
    } catch (error) {
      this.hangUp()
      throw error
    }
  }

  async call<N extends CommandName>(
    command: N,
    argument: Takes<N>,
    patienceMs = answerPatienceMs,
  ): Promise<Answer<Gives<N>>> {
    if (!this.socket || this.isOver) throw new LinkLost('The link is down.')
    this.calls++
    try {
      return await within(patienceMs, this.socket.call(command, argument))
    } catch (error) {
      throw error instanceof LinkLost ? error : new LinkLost(String(error))
    } finally {
      this.calls--
      if (this.calls === 0) this.whenIdle()
    }
  }

  /** Ends this line at once; nothing it brings counts any more. */
  hangUp() {
    this.isOver = true
    this.socket?.close()
  }

  /** Another line has taken over: this one closes as soon as its last answer is in. */
  retire() {
    const timer = setTimeout(() => this.hangUp(), retirePatienceMs)
    this.whenIdle = () => {
      clearTimeout(timer)
      this.hangUp()
    }
    if (this.calls === 0) this.whenIdle()
  }

  private receive(batch: Batch) {
    if (this.isOver) return
    if (!this.held) return this.host.receive(batch)
    this.held.push(batch)
    if (this.held.length > heldCountMax) this.hangUp()
  }

  private release() {
    const held = this.held ?? []
    this.held = undefined
    for (const batch of held) this.host.receive(batch)
  }

  private over() {
    if (this.isOver) return
    this.isOver = true
    this.onClosed(this)
  }
}

function within<T>(patienceMs: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new LinkLost('No answer in time.')), patienceMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
