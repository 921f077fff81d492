import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Interval, Message, Page } from '../../api/contract.ts'
import { ada, people } from '../../testing/people.ts'
import { type Deed, RoomModel } from '../../testing/room-model.ts'
import { begin, isBehind, type Reading, take, unread } from './reading.ts'
import { addOlder } from './timeline.ts'

/** Nothing here knows more than the wire: what is read, when the answer comes, what gets lost on the way. */
type Step =
  | { readonly kind: 'deed'; readonly deed: Deed }
  | { readonly kind: 'hear'; readonly length: number; readonly back: number; readonly lost: boolean }
  | { readonly kind: 'askNewest' | 'askOlder'; readonly limit: number; readonly lag: number }
  | { readonly kind: 'askChanges'; readonly limit: number }
  | { readonly kind: 'answer'; readonly which: number; readonly twice: boolean }

const person = fc.constantFrom(...people)
const text = fc.string({ minLength: 1, maxLength: 3 })
const id = fc.integer({ min: 1, max: 60 })
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('post' as const), by: person, text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), id, text }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), id }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('react' as const),
      id,
      by: person,
      emoji: fc.constantFrom('👍', '🔥'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const), by: person }) },
)
const small = fc.integer({ min: 0, max: 4 })
const limit = fc.integer({ min: 1, max: 6 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('deed' as const), deed }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('hear' as const),
      length: limit,
      back: small,
      lost: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('askNewest' as const), limit, lag: small }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('askOlder' as const), limit, lag: small }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('askChanges' as const), limit }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('answer' as const), which: small, twice: fc.boolean() }),
  },
)

type Pending = { newest: Page } | { older: Page; before: number } | { changes: Interval }

/** A client that reads one room over a wire that loses, doubles, delays and reorders. */
class Reader {
  reading: Reading = unread
  private heard = 0
  private pending: Pending[] = []
  private readonly room: RoomModel

  constructor(room: RoomModel) {
    this.room = room
  }

  do(step: Step) {
    switch (step.kind) {
      case 'deed':
        return void this.room.act(step.deed)
      case 'hear':
        return this.hear(step)
      case 'askNewest':
        return void this.pending.push({ newest: this.room.page(step.limit, undefined, step.lag) })
      case 'askOlder':
        return this.askOlder(step.limit, step.lag)
      case 'askChanges':
        return this.askChanges(step.limit)
      case 'answer':
        return this.answer(step.which, step.twice)
    }
  }

  /** What every client does once the noise is over: catch up from where it stands. */
  heal() {
    if (!this.reading.timeline) this.reading = begin(this.reading, this.room.page(4), ada.id)
    while ((this.reading.timeline?.seq ?? 0) < this.room.head) {
      this.reading = take(this.reading, this.room.changes(this.reading.timeline?.seq ?? 0, 3), ada.id)
    }
  }

  private hear({ length, back, lost }: { length: number; back: number; lost: boolean }) {
    const after = Math.max(0, this.heard - back)
    const upTo = Math.min(this.room.head, this.heard + length)
    if (upTo <= after) return
    this.heard = upTo
    if (!lost) this.reading = take(this.reading, this.room.live(after, upTo), ada.id)
  }

  private askOlder(limit: number, lag: number) {
    const before = this.reading.timeline?.from ?? 0
    if (before > 0) this.pending.push({ older: this.room.page(limit, before, lag), before })
  }

  private askChanges(limit: number) {
    const { timeline } = this.reading
    if (timeline) this.pending.push({ changes: this.room.changes(timeline.seq, limit) })
  }

  private answer(which: number, twice: boolean) {
    const [pending] = this.pending.splice(which % Math.max(1, this.pending.length), 1)
    if (!pending) return
    this.apply(pending)
    if (twice && 'changes' in pending) this.apply(pending)
  }

  private apply(pending: Pending) {
    const { timeline } = this.reading
    if ('newest' in pending) {
      // The product asks for a newest page only when it holds none, or after a reset.
      if (!timeline) this.reading = begin(this.reading, pending.newest, ada.id)
    } else if ('changes' in pending) {
      this.reading = take(this.reading, pending.changes, ada.id)
    } else if (timeline && timeline.from === pending.before) {
      const after = addOlder(timeline, pending.older, ada.id)
      if (after !== 'stale') this.reading = { ...this.reading, timeline: after }
    }
  }
}

const plain = (messages: Iterable<Message>) =>
  [...messages].map(({ reactions, ...rest }) => ({
    ...rest,
    reactions: reactions.map(({ mine: _, ...reaction }) => reaction),
  }))

test('any mixture of live, caught-up and paged reading becomes equal to a fresh reading', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 25 }), fc.array(step, { maxLength: 80 }), (before, steps) => {
      const room = new RoomModel('r')
      for (const one of before) room.act(one)
      const reader = new Reader(room)
      for (const one of steps) reader.do(one)
      reader.heal()

      const { timeline } = reader.reading
      const fresh = [...room.messages.values()].filter((message) => message.id >= (timeline?.from ?? 0))
      expect(plain(timeline?.messages ?? [])).toEqual(plain(fresh))
      expect(timeline?.seq).toBe(room.head)
      expect(isBehind(reader.reading)).toBe(false)
    }),
    { numRuns: 3000 },
  )
})

test('while nothing is lost, what is mine among the reactions is always known', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 80 }), (deeds) => {
      const room = new RoomModel('r')
      const mine = new Set<string>()
      let reading = begin(unread, room.page(50), ada.id)
      for (const one of deeds) {
        const event = room.act(one)
        if (!event) continue
        reading = take(reading, room.live(room.head - 1, room.head), ada.id)
        if (one.do !== 'react' || one.by.id !== ada.id) continue
        const key = `${one.id} ${one.emoji}`
        if (!mine.delete(key)) mine.add(key)
      }
      for (const message of reading.timeline?.messages ?? [])
        for (const { emoji, mine: isMine } of message.reactions)
          expect(isMine).toBe(mine.has(`${message.id} ${emoji}`))
    }),
    { numRuns: 1000 },
  )
})
