import { createStore } from 'zustand/vanilla'
import type { Answer } from '../api/answer.ts'
import type { Batch, SessionEnded, Welcome } from '../api/generated.ts'
import type { CommandName, Gives, Takes } from '../api/hub.ts'
import { waitBefore } from './backoff.ts'
import { Line, LinkLost } from './line.ts'
import { type LinkEvent, type LinkState, step } from './link-state.ts'
import type { Dial } from './socket.ts'

export type LinkOptions = {
  readonly dial: Dial
  /** Renews the access token; false when the session is over. */
  readonly renew: () => Promise<boolean>
  readonly renewInMs: () => number
  readonly random?: () => number
}

/** What the rest of the client does with what the link brings. */
export type LinkHost = {
  readonly greeting: () => Takes<'Hello'>
  readonly welcomed: (welcome: Welcome) => void
  readonly receive: (batch: Batch) => void
  /** The session is over: only logging in helps. */
  readonly ended: (reason?: SessionEnded['reason']) => void
}

const probePatienceMs = 3_000

/** The link to the server: dials, redials, moves to another gateway, and always knows how things stand. */
export class Link {
  readonly state = createStore<LinkState>(() => ({ at: 'closed' }))
  private host: LinkHost | undefined
  private line: Line | undefined
  private redial: ReturnType<typeof setTimeout> | undefined
  private move: ReturnType<typeof setTimeout> | undefined
  private moves = 0
  private options: LinkOptions

  constructor(options: LinkOptions) {
    this.options = options
  }

  open(host: LinkHost) {
    this.host = host
    this.pass({ type: 'opened' })
    void this.dial()
  }

  close() {
    clearTimeout(this.redial)
    clearTimeout(this.move)
    this.line?.hangUp()
    this.line = undefined
    this.host = undefined
    this.pass({ type: 'shut' })
  }

  /** Asks the server. Rejects with LinkLost when nobody knows whether it was done. */
  async command<N extends CommandName>(name: N, argument: Takes<N>): Promise<Answer<Gives<N>>> {
    const { line } = this
    if (!line) throw new LinkLost('The link is down.')
    const asked = performance.now()
    try {
      const answer = await line.call(name, argument)
      this.pass({ type: 'answered', latencyMs: Math.round(performance.now() - asked) })
      return answer
    } catch (error) {
      // A server that answers within 8 s and did not in 10 is not there any more.
      this.drop(line)
      throw error
    }
  }

  /** The person asks, the network came back, or the machine woke: do not wait for the timer. */
  dialNow() {
    if (this.state.getState().at === 'waiting') this.due()
    else void this.probe()
  }

  /** Opens another line before the present one is given up, so that nothing is missed and no call fails. */
  replaceWithin(withinMs: number) {
    clearTimeout(this.move)
    this.move = setTimeout(() => void this.replace(), this.random() * withinMs)
  }

  /** After sleep a dead socket looks alive. A second Hello is refused and changes nothing: as good as a ping. */
  private async probe() {
    const { line } = this
    if (!line || this.state.getState().at !== 'up') return
    await line.call('Hello', { cursors: [] }, probePatienceMs).catch(() => this.drop(line))
  }

  private async dial() {
    const line = this.newLine()
    if (!line) return
    this.line = line
    try {
      const outcome = await line.open()
      if (this.line !== line) return line.hangUp()
      if (outcome === 'ended') return this.host?.ended()
      this.settled(line)
    } catch {
      this.drop(line)
    }
  }

  private async replace() {
    if (this.state.getState().at !== 'up') return
    const before = this.line
    const line = this.newLine()
    try {
      const outcome = await line?.open()
      if (outcome === 'ended') return this.host?.ended()
      if (!line || !this.host || (this.line !== before && this.line)) return line?.hangUp()
      this.line = line
      before?.retire()
      this.settled(line)
    } catch {
      // The present line may serve a while yet; when it ends, the usual redialling begins.
      this.moves++
      if (this.line === before && before) this.replaceWithin(waitBefore(this.moves, 1))
    }
  }

  private newLine(): Line | undefined {
    const { host } = this
    if (!host) return undefined
    return new Line(
      {
        dial: this.options.dial,
        greeting: host.greeting,
        welcomed: host.welcomed,
        receive: (batch) => this.receive(batch),
      },
      (closed) => this.drop(closed),
    )
  }

  private receive(batch: Batch) {
    if (!this.host) return
    this.host.receive(batch)
    if ('roomId' in batch) return
    for (const event of batch.events) {
      if (event.type === 'goAway') this.replaceWithin(event.reconnectWithinMs)
      if (event.type === 'sessionEnded') return this.host?.ended(event.reason)
    }
  }

  private settled(line: Line) {
    this.moves = 0
    clearTimeout(this.redial)
    clearTimeout(this.move)
    this.pass({ type: 'welcomed' })
    this.pass({ type: 'answered', latencyMs: line.helloMs })
    this.move = setTimeout(() => void this.renew(), this.options.renewInMs())
  }

  private async renew() {
    if (await this.options.renew()) return this.replace()
    // No word from the server about the session: the line ends by itself when its token does.
    this.moves++
    this.move = setTimeout(() => void this.renew(), waitBefore(this.moves, this.random()))
  }

  private drop(line: Line) {
    line.hangUp()
    if (this.line !== line) return
    this.line = undefined
    clearTimeout(this.move)
    this.pass({ type: 'lost', now: Date.now(), random: this.random() })
    const state = this.state.getState()
    if (state.at === 'waiting') this.redial = setTimeout(() => this.due(), state.until - Date.now())
  }

  private due() {
    clearTimeout(this.redial)
    if (this.state.getState().at !== 'waiting') return
    this.pass({ type: 'due' })
    void this.dial()
  }

  private pass(event: LinkEvent) {
    this.state.setState(step(this.state.getState(), event), true)
  }

  private random = () => (this.options.random ?? Math.random)()
}
