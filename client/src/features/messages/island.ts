import type { Message, Page } from '../../api/generated.ts'
import { asKnown, type Island, isStale, reach, type Timeline } from './timeline.ts'

/** Whether this place is within what is shown, so that it can be scrolled to. */
export function reaches({ island, from }: Timeline, seq: number): boolean {
  if (island) return seq >= island.from && seq <= (island.messages.at(-1)?.id ?? 0)
  return seq >= from
}

/** Shows the page of a place far back instead of the newest part, or joins it to that where they meet. */
export function startIsland(timeline: Timeline, page: Page, me: string): Timeline | 'stale' {
  if (isStale(timeline, page)) return 'stale'
  const { island: _, ...newest } = timeline
  if (page.messages.length === 0) return newest
  return joined(newest, { from: reach(page, 0), messages: asKnown(timeline, page, me) })
}

/** The timeline with a page below the island. */
export function addNewer(timeline: Timeline, page: Page, me: string): Timeline | 'stale' {
  const { island, ...newest } = timeline
  const last = island?.messages.at(-1)?.id
  if (!island || last === undefined) return timeline
  const below = asKnown(timeline, page, me).filter((message) => message.id > last)
  // Below an island there is always the newest part; a page that knows of none was read too early.
  if (isStale(timeline, page) || below.length === 0) return 'stale'
  return joined(newest, { ...island, messages: [...island.messages, ...below] })
}

export function dropIsland(timeline: Timeline): Timeline {
  const { island, ...newest } = timeline
  return island ? newest : timeline
}

function joined(newest: Omit<Timeline, 'island'>, island: Island): Timeline {
  const first = newest.messages[0]?.id ?? Number.POSITIVE_INFINITY
  if (lastId(island.messages) < newest.from) return { ...newest, island }
  const above = island.messages.filter((message) => message.id < first)
  return { ...newest, from: Math.min(newest.from, island.from), messages: [...above, ...newest.messages] }
}

const lastId = (messages: readonly Message[]) => messages.at(-1)?.id ?? 0
