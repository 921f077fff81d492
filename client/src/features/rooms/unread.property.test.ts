import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MemberRoom, ReadMark } from '../../api/generated.ts'
import { ada, ken } from '../../testing/people.ts'
import { RoomModel } from '../../testing/room-model.ts'
import { applyInterval } from './apply-interval.ts'
import { moveMark, noRooms, type Rooms, see, setOne, unreadOf, wantedMarks } from './rooms.ts'

type Step =
  | { readonly do: 'post'; readonly isMine: boolean }
  | { readonly do: 'delete' | 'see' | 'markElsewhere'; readonly at: number }
  | { readonly do: 'hear' | 'hearMark' | 'tellServer' }

const at = fc.nat(40)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('post' as const), isMine: fc.nat(5).map((n) => n === 0) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('see' as const, 'markElsewhere' as const), at }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('hear' as const, 'hearMark' as const, 'tellServer' as const),
    }),
  },
)

/** One room of ada's, as the server counts it and as her page does, over two wires of different speed. */
class Both {
  readonly model = new RoomModel('r')
  private mark = 0
  private heard = 0
  private readonly marks: ReadMark[] = []
  private readonly room: MemberRoom = {
    ...{
      id: 'r',
      name: 'room',
      owner: ken,
      createdAt: '2026-03-01T11:00:00Z',
      memberCount: 2,
      onlineCount: 1,
    },
    ...{
      lastSeq: 0,
      changedSeq: 1,
      lastActivityAt: '2026-03-01T11:00:00Z',
      role: 'member',
      readSeq: 0,
      unread: 0,
    },
  }
  page: Rooms = setOne(noRooms, this.room)

  do(step: Step) {
    switch (step.do) {
      case 'post': {
        const event = this.model.act({ do: 'post', by: step.isMine ? ada : ken, text: 'x' })
        if (step.isMine) this.mark = event?.seq ?? 0
        return
      }
      case 'delete':
        return void this.model.actOnSome({ do: 'delete', id: step.at })
      case 'markElsewhere':
        return this.serverMarks(Math.min(step.at, this.model.head))
      case 'see':
        this.page = see(this.page, 'r', Math.min(step.at, this.page.byId.r?.lastSeq ?? 0), false)
        return
      case 'tellServer':
        for (const { seq } of wantedMarks(this.page)) this.serverMarks(seq)
        return
      case 'hear':
        return this.hear()
      case 'hearMark': {
        const mark = this.marks.shift()
        if (mark) this.page = moveMark(this.page, 'r', mark)
      }
    }
  }

  /** Both wires bring what they still hold. */
  settle() {
    while (this.heard < this.model.head) this.hear()
    this.do({ do: 'tellServer' })
    while (this.marks.length > 0) this.do({ do: 'hearMark' })
  }

  get shown() {
    const { r } = this.page.byId
    return r ? unreadOf(this.page, r) : -1
  }

  get truth() {
    const unread = [...this.model.messages.values()].filter(
      ({ id, author, deletedAt }) => id > this.mark && author.id !== ada.id && !deletedAt,
    )
    return Math.min(100, unread.length)
  }

  private serverMarks(seq: number) {
    this.mark = Math.max(this.mark, seq)
    this.marks.push({ readSeq: this.mark, unread: this.truth })
  }

  private hear() {
    if (this.heard === this.model.head) return
    this.heard++
    const after = applyInterval(this.page, 'r', this.model.live(this.heard - 1, this.heard), ada.id)
    const { lastSeq } = { lastSeq: this.model.head }
    this.page =
      after === 'gap'
        ? setOne(this.page, { ...this.room, lastSeq, readSeq: this.mark, unread: this.truth })
        : after
    if (after === 'gap') this.heard = lastSeq
  }
}

test('however lines, deletions and marks cross on the way, in the end the badge tells the truth', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 200, size: 'max' }), (steps) => {
      const both = new Both()
      for (const one of steps) both.do(one)
      both.settle()
      expect(both.shown).toBe(both.truth)
    }),
    { numRuns: 500 },
  )
})
