import type { Message, Page } from '../api/generated.ts'
import type { Interval } from '../api/interval.ts'
import { ada } from './people.ts'
import type { Deed, RoomModel } from './room-model.ts'

/** Nothing here knows more than the wire: what is read, when the answer comes, what gets lost on the way. */
export type Step =
  | { readonly kind: 'deed'; readonly deed: Deed }
  | { readonly kind: 'hear'; readonly length: number; readonly back: number; readonly lost: boolean }
  | { readonly kind: 'askNewest' | 'askOlder' | 'askBelow'; readonly limit: number; readonly lag: number }
  | { readonly kind: 'askAround'; readonly id: number; readonly limit: number; readonly lag: number }
  | { readonly kind: 'return' }
  | { readonly kind: 'askChanges'; readonly limit: number }
  | { readonly kind: 'learn'; readonly id: number }
  | { readonly kind: 'answer'; readonly which: number; readonly twice: boolean }

/** The rules under test, given from outside: what is tested lives in a feature, and this folder knows none. */
export type Rules<R> = {
  readonly start: R
  readonly begin: (reading: R, page: Page, me: string) => R
  readonly take: (reading: R, interval: Interval, me: string) => R
  readonly climb: (reading: R, page: Page, before: number, me: string) => R
  readonly learn: (reading: R, message: Message, me: string) => R
  readonly jump: (reading: R, page: Page, me: string) => R
  readonly descend: (reading: R, page: Page, after: number, me: string) => R
  readonly goBack: (reading: R) => R
  /** How far the room is known, and what part of it is shown; undefined before the first page. */
  readonly place: (reading: R) => Place | undefined
}

/** `to` only where what is shown does not reach the room's end. */
type Place = { readonly seq: number; readonly from: number; readonly to?: number | undefined }

type Pending =
  | { around: Page }
  | { below: Page; after: number }
  | { newest: Page }
  | { older: Page; before: number }
  | { changes: Interval }

/** A client that reads one room over a wire that loses, doubles, delays and reorders. */
export class NoisyReader<R> {
  reading: R
  private heard: number
  private readonly pending: Pending[] = []
  private readonly room: RoomModel
  private readonly rules: Rules<R>

  constructor(room: RoomModel, rules: Rules<R>) {
    this.room = room
    this.rules = rules
    this.reading = rules.start
    this.heard = room.head
  }

  begin(limit: number, lag: number) {
    this.reading = this.rules.begin(this.reading, this.room.page(limit, lag), ada.id)
  }

  do(step: Step) {
    switch (step.kind) {
      case 'deed':
        return void this.room.actOnSome(step.deed)
      case 'hear':
        return this.hear(step)
      case 'askNewest':
        return void this.pending.push({ newest: this.room.page(step.limit, step.lag) })
      case 'askOlder':
        return this.askOlder(step.limit, step.lag)
      case 'askBelow':
        return this.askBelow(step.limit, step.lag)
      case 'askAround':
        return this.askAround(step.id, step.limit, step.lag)
      case 'return':
        this.reading = this.rules.goBack(this.reading)
        return
      case 'askChanges':
        return this.askChanges(step.limit)
      case 'learn':
        return this.learn(step.id)
      case 'answer':
        return this.answer(step.which, step.twice)
    }
  }

  /** What every client does once the noise is over: catch up from where it stands. */
  heal() {
    while (this.seq() < this.room.head)
      this.reading = this.rules.take(this.reading, this.room.changes(this.seq(), 3), ada.id)
  }

  private seq = () => this.rules.place(this.reading)?.seq ?? 0

  private hear({ length, back, lost }: { length: number; back: number; lost: boolean }) {
    const after = Math.max(0, this.heard - back)
    const upTo = Math.min(this.room.head, this.heard + length)
    if (upTo <= after) return
    this.heard = upTo
    if (!lost) this.reading = this.rules.take(this.reading, this.room.live(after, upTo), ada.id)
  }

  private askOlder(limit: number, lag: number) {
    const before = this.rules.place(this.reading)?.from ?? 0
    if (before > 0) this.pending.push({ older: this.room.before(before, limit, lag), before })
  }

  private askBelow(limit: number, lag: number) {
    const after = this.rules.place(this.reading)?.to
    if (after !== undefined) this.pending.push({ below: this.room.after(after, limit, lag), after })
  }

  private askAround(number: number, limit: number, lag: number) {
    const seq = this.room.some(number)?.id
    if (seq !== undefined && this.rules.place(this.reading))
      this.pending.push({ around: this.room.around(seq, limit, lag) })
  }

  private askChanges(limit: number) {
    this.pending.push({ changes: this.room.changes(this.seq(), limit) })
  }

  private learn(number: number) {
    const message = this.room.some(number)
    if (message) this.reading = this.rules.learn(this.reading, message, ada.id)
  }

  private answer(which: number, twice: boolean) {
    const [pending] = this.pending.splice(which % Math.max(1, this.pending.length), 1)
    if (!pending) return
    this.apply(pending)
    if (twice && 'changes' in pending) this.apply(pending)
  }

  private apply(pending: Pending) {
    const { rules } = this
    if ('changes' in pending) this.reading = rules.take(this.reading, pending.changes, ada.id)
    else if ('around' in pending) this.reading = rules.jump(this.reading, pending.around, ada.id)
    else if ('below' in pending)
      this.reading = rules.descend(this.reading, pending.below, pending.after, ada.id)
    else if ('older' in pending)
      this.reading = rules.climb(this.reading, pending.older, pending.before, ada.id)
    // The product asks for a newest page only when it holds none.
    else if (!rules.place(this.reading)) this.reading = rules.begin(this.reading, pending.newest, ada.id)
  }
}
