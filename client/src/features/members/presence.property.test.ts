import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PresenceChanged, UserRef } from '../../api/generated.ts'
import { hear, isDoubtful, nobodyKnown, type Presence, read, startReading } from './presence.ts'

const user = (number: number): UserRef => ({ id: `user ${number}`, username: `user ${number}` })
const number = fc.nat(6)

type Step =
  | { readonly do: 'come' | 'go'; readonly who: number }
  | { readonly do: 'announce' | 'announceAll' | 'hear' | 'lose' | 'ask' | 'answer' }

const plain = fc.constantFrom<'announce' | 'announceAll' | 'hear' | 'lose' | 'ask' | 'answer'>(
  ...(['announce', 'announce', 'announceAll', 'hear', 'hear', 'hear', 'lose', 'ask', 'answer'] as const),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constantFrom('come' as const, 'go' as const), who: number }),
  fc.record({ do: plain }),
)

/** A room's presence at the server, and a page that hears of it late, by two ways. */
class Wires {
  readonly here = new Map<string, UserRef>()
  private told = new Map<string, UserRef>()
  private readonly live: PresenceChanged[] = []
  private answers: (readonly UserRef[])[] = []
  page: Presence = nobodyKnown

  do(step: Step) {
    if (step.do === 'come') this.here.set(user(step.who).id, user(step.who))
    if (step.do === 'go') this.go(user(step.who).id)
    if (step.do === 'announce') this.announce(false)
    if (step.do === 'announceAll') this.announce(true)
    if (step.do === 'lose') this.live.shift()
    if (step.do === 'hear') this.hear()
    if (step.do === 'ask' && this.answers.length === 0) {
      this.page = startReading(this.page)
      // Who has come is there at once, who is gone is there until that is told.
      this.answers = [[...new Map([...this.told, ...this.here]).values()]]
    }
    if (step.do === 'answer') this.answer()
  }

  settle() {
    this.announce(false)
    while (this.live.length > 0) this.hear()
    this.answer()
    // What was lost is noticed at the latest by the next change.
    this.here.set('last', { id: 'last', username: 'last' })
    this.announce(false)
    this.hear()
    if (isDoubtful(this.page)) this.do({ do: 'ask' })
    this.answer()
  }

  /** Whoever goes is shown for some seconds more, and that they came is told sooner. */
  private go(id: string) {
    if (this.here.has(id) && !this.told.has(id)) this.announce(false)
    this.here.delete(id)
  }

  private announce(full: boolean) {
    const online = [...this.here.values()].filter(({ id }) => full || !this.told.has(id))
    const offline = [...this.told.keys()].filter((id) => !this.here.has(id))
    this.told = new Map(this.here)
    if (online.length + offline.length === 0) return
    this.live.push({
      type: 'presenceChanged',
      online,
      offline: full ? [] : offline,
      onlineCount: this.here.size,
      ...(full ? { full } : {}),
    })
  }

  private hear() {
    const change = this.live.shift()
    if (change) this.page = hear(this.page, change)
  }

  private answer() {
    const users = this.answers.shift()
    if (users) this.page = read(this.page, users, users.length)
  }
}

test('whoever reads the set once and puts the changes on top knows who is here, whatever came between', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60, size: 'max' }), (steps) => {
      const wires = new Wires()
      for (const one of steps) wires.do(one)
      const lost = steps.some((one) => one.do === 'lose')
      wires.settle()
      // A loss that leaves the number right cannot be seen; the next reading, at the latest after the next Hello, mends it.
      if (lost) expect(wires.page.online.size).toBe(wires.here.size)
      else expect([...wires.page.online.keys()].sort()).toEqual([...wires.here.keys()].sort())
    }),
    { numRuns: 500 },
  )
})
