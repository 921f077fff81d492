import type { Page } from '../../api/generated.ts'
import type { Interval } from '../../api/interval.ts'
import { applyInterval, startTimeline, type Timeline } from './timeline.ts'

/** One room as this client reads it: what is known, and what came before it could be used. */
export type Reading = {
  readonly timeline?: Timeline
  /** Intervals that build on something not here yet, in the order they came. */
  readonly held: readonly Interval[]
  /** The room is known to reach at least this far. */
  readonly head: number
}

export const unread: Reading = { held: [], head: 0 }

const heldCountMax = 50

/** Something is missing that only `changes` can bring. */
export function isBehind({ timeline, head }: Reading): boolean {
  return timeline !== undefined && timeline.seq < head
}

/** What came live, in a page of changes, or in the answer to Hello: all three follow the same rule. */
export function take(reading: Reading, interval: Interval, me: string): Reading {
  const head = Math.max(reading.head, interval.upTo)
  const timeline = reading.timeline && applyInterval(reading.timeline, interval, me)
  if (timeline && timeline !== 'gap') return settle({ ...reading, timeline, head }, me)

  // What is dropped here is not lost: `head` remembers that it must be asked for.
  return { ...reading, head, held: [...reading.held, interval].slice(-heldCountMax) }
}

/** The room's newest page takes the place of whatever was known. */
export function begin(reading: Reading, page: Page, me: string): Reading {
  const head = Math.max(reading.head, page.lastSeq)
  return settle({ timeline: startTimeline(page, me), held: reading.held, head }, me)
}

/** Uses what was held as far as it now fits. */
function settle(reading: Reading, me: string): Reading {
  let { timeline } = reading
  if (!timeline || reading.held.length === 0) return reading
  const kept: Interval[] = []
  for (const interval of reading.held.toSorted((one, other) => one.after - other.after)) {
    const next = applyInterval(timeline, interval, me)
    if (next === 'gap') kept.push(interval)
    else timeline = next
  }
  return { ...reading, timeline, held: kept }
}
