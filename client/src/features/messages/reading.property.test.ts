import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../../api/generated.ts'
import { NoisyReader, type Rules, type Step } from '../../testing/noisy-reader.ts'
import { ada, people } from '../../testing/people.ts'
import { type Deed, RoomModel } from '../../testing/room-model.ts'
import { addNewer, dropIsland, startIsland } from './island.ts'
import { begin, isBehind, type Reading, take, unread } from './reading.ts'
import { addOlder, learn, type Timeline } from './timeline.ts'

const id = fc.nat(200)
const by = fc.constantFrom(...people)
const text = fc.string({ minLength: 1, maxLength: 3 })
const emoji = fc.constantFrom('👍', '🔥')
const small = fc.nat(4)
const limit = fc.integer({ min: 1, max: 6 })
const is = <const K extends string>(kind: K) => fc.constant(kind)
const often = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary })

const deed: fc.Arbitrary<Deed> = fc.oneof(
  often(4, fc.record({ do: is('post'), by, text })),
  often(2, fc.record({ do: is('edit'), id, text })),
  often(1, fc.record({ do: is('delete'), id })),
  often(3, fc.record({ do: is('react'), id, by, emoji })),
  often(1, fc.record({ do: is('join'), by })),
)
// One batch in five is lost, so that stretches without a hole are tried as well.
const lost = fc.nat(4).map((number) => number === 0)
const step: fc.Arbitrary<Step> = fc.oneof(
  often(5, fc.record({ kind: is('deed'), deed })),
  often(5, fc.record({ kind: is('hear'), length: limit, back: small, lost })),
  often(1, fc.record({ kind: is('askNewest'), limit, lag: small })),
  often(3, fc.record({ kind: is('askOlder'), limit, lag: small })),
  often(2, fc.record({ kind: is('askAround'), id, limit, lag: small })),
  often(3, fc.record({ kind: is('askBelow'), limit, lag: small })),
  often(1, fc.record({ kind: is('return') })),
  often(2, fc.record({ kind: is('askChanges'), limit })),
  often(1, fc.record({ kind: is('learn'), id })),
  often(4, fc.record({ kind: is('answer'), which: small, twice: fc.boolean() })),
)

const rules: Rules<Reading> = {
  start: unread,
  begin,
  take,
  place: ({ timeline }) =>
    timeline && {
      seq: timeline.seq,
      from: (timeline.island ?? timeline).from,
      to: timeline.island?.messages.at(-1)?.id,
    },
  learn: (reading, message, me) => withTimeline(reading, (timeline) => learn(timeline, message, me)),
  climb: (reading, page, before, me) =>
    withTimeline(reading, (timeline) =>
      (timeline.island ?? timeline).from === before ? addOlder(timeline, page, me) : timeline,
    ),
  jump: (reading, page, me) => withTimeline(reading, (timeline) => startIsland(timeline, page, me)),
  descend: (reading, page, after, me) =>
    withTimeline(reading, (timeline) =>
      timeline.island?.messages.at(-1)?.id === after ? addNewer(timeline, page, me) : timeline,
    ),
  goBack: (reading) => withTimeline(reading, dropIsland),
}

function withTimeline(reading: Reading, how: (timeline: Timeline) => Timeline | 'stale'): Reading {
  const timeline = reading.timeline && how(reading.timeline)
  return timeline && timeline !== 'stale' ? { ...reading, timeline } : reading
}

const plain = (messages: Iterable<Message>) =>
  [...messages].map(({ reactions, ...rest }) => ({
    ...rest,
    reactions: reactions.map(({ mine: _, ...reaction }) => reaction),
  }))

const versions = (reading: Reading) =>
  new Map((reading.timeline?.messages ?? []).map((message) => [message.id, message.changedSeq]))

/** The lines that vanished, or gave way to an older version of themselves. */
function stepsBack(before: Reading, after: Reading): number[] {
  if (before.timeline === after.timeline) return []
  const now = versions(after)
  return [...versions(before)]
    .filter(([id, changedSeq]) => (now.get(id) ?? -1) < changedSeq)
    .map(([id]) => id)
}

test('any mixture of live, caught-up and paged reading becomes equal to a fresh reading', () => {
  const history = fc.array(deed, { minLength: 5, maxLength: 30, size: 'max' })
  const noise = fc.array(step, { minLength: 10, maxLength: 80, size: 'max' })
  fc.assert(
    fc.property(history, limit, small, noise, (before, pageLimit, lag, steps) => {
      const room = new RoomModel('r')
      for (const one of before) room.actOnSome(one)
      const reader = new NoisyReader(room, rules)
      reader.begin(pageLimit, lag)
      for (const one of steps) {
        const shown = reader.reading
        reader.do(one)
        const lost = stepsBack(shown, reader.reading)
        if (lost.length > 0) expect(lost).toEqual([])
      }
      reader.heal()

      const { timeline } = reader.reading
      const fresh = [...room.messages.values()].filter((message) => message.id >= (timeline?.from ?? 0))
      expect(plain(timeline?.messages ?? [])).toEqual(plain(fresh))
      const { from, messages } = timeline?.island ?? { from: 0, messages: [] }
      const last = messages.at(-1)?.id ?? 0
      const part = [...room.messages.values()].filter(({ id }) => id >= from && id <= last)
      expect(plain(messages)).toEqual(plain(part))
      expect(timeline?.seq).toBe(room.head)
      expect(isBehind(reader.reading)).toBe(false)
    }),
    { numRuns: 1000 },
  )
})

test('while nothing is lost, what is mine among the reactions is always known', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 20, maxLength: 80, size: 'max' }), (deeds) => {
      const room = new RoomModel('r')
      const mine = new Set<string>()
      let reading = begin(unread, room.page(50), ada.id)
      for (const one of deeds) {
        const event = room.actOnSome(one)
        if (!event) continue
        reading = take(reading, room.live(room.head - 1, room.head), ada.id)
        if (one.do !== 'react' || one.by.id !== ada.id || event.type !== 'messageChanged') continue
        const key = `${event.message.id} ${one.emoji}`
        if (!mine.delete(key)) mine.add(key)
      }
      for (const message of reading.timeline?.messages ?? [])
        for (const reaction of message.reactions)
          expect(reaction.mine).toBe(mine.has(`${message.id} ${reaction.emoji}`))
    }),
    { numRuns: 300 },
  )
})
