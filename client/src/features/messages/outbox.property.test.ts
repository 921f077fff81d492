import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, again, due, going, held, type Outbox, refused, unsettled, without } from './outbox.ts'

type Fate = 'kept' | 'lost' | 'keptButLost' | 'refused' | 'tooFast'

type Step =
  | { readonly kind: 'say'; readonly room: string }
  | { readonly kind: 'fate'; readonly fate: Fate }
  | { readonly kind: 'goOn' }
  | { readonly kind: 'retry' }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('say' as const), room: fc.constantFrom('r', 's') }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('fate' as const),
      fate: fc.constantFrom<Fate>('kept', 'lost', 'keptButLost', 'refused', 'tooFast'),
    }),
  },
  fc.record({ kind: fc.constantFrom('retry' as const, 'goOn' as const) }),
)

/** A server that keeps a name once, in the order of arrival. */
class Post {
  outbox: Outbox = []
  readonly kept: string[] = []
  readonly refusedOnce = new Set<string>()
  private said = 0

  do(step: Step) {
    if (step.kind === 'say') {
      const clientId = `${step.room}${String(this.said++).padStart(3, '0')}`
      this.outbox = add(this.outbox, { clientId, roomId: step.room, text: clientId, madeAt: '' })
    } else if (step.kind === 'retry') {
      const failed = this.outbox.find((line) => line.state === 'failed')
      if (failed) this.outbox = again(this.outbox, failed.clientId)
    } else if (step.kind === 'goOn') {
      const waits = this.outbox.find((line) => line.state === 'held')
      if (waits) this.outbox = unsettled(this.outbox, waits.clientId)
    } else {
      this.round(step.fate)
    }
  }

  round(fate: Fate) {
    for (const { clientId, roomId } of due(this.outbox)) {
      this.outbox = going(this.outbox, clientId)
      expect(due(this.outbox).every((line) => line.roomId !== roomId)).toBe(true)
      const isKept = this.kept.includes(clientId)
      if (fate === 'refused' && !isKept) {
        this.refusedOnce.add(clientId)
        this.outbox = refused(this.outbox, clientId, { code: 'rateLimited', message: '' })
        continue
      }
      if (fate === 'tooFast' && !isKept) {
        this.outbox = held(this.outbox, clientId, 0)
        continue
      }
      if (fate !== 'lost' && !isKept) this.kept.push(clientId)
      const isAnswered = fate === 'kept' || ((fate === 'refused' || fate === 'tooFast') && isKept)
      this.outbox = isAnswered ? without(this.outbox, clientId) : unsettled(this.outbox, clientId)
    }
  }
}

test('whatever gets lost, every line is kept once, and lines that were not refused keep their order', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const post = new Post()
      for (const one of steps) post.do(one)
      while (post.outbox.length > 0) {
        post.do({ kind: 'retry' })
        post.do({ kind: 'goOn' })
        post.round('kept')
      }
      expect(new Set(post.kept).size).toBe(post.kept.length)
      expect(post.kept.length).toBe(steps.filter((one) => one.kind === 'say').length)
      for (const room of ['r', 's']) {
        const inOrder = post.kept.filter((id) => id.startsWith(room) && !post.refusedOnce.has(id))
        expect(inOrder).toEqual(inOrder.toSorted())
      }
    }),
    { numRuns: 500 },
  )
})
