import type { Message, MessageChanged, Page, RoomEvent } from '../../api/generated.ts'
import type { Interval } from '../../api/interval.ts'
import { knowMine } from './reactions.ts'

/** A room's newest messages in the order the room gave them, and how far we know it. */
export type Timeline = {
  /** Every change up to this seq is in. */
  readonly seq: number
  /** Every message whose id is not smaller is in; 0 when the room's beginning is. */
  readonly from: number
  readonly messages: readonly Message[]
  /** Changes to messages above the shown part: an older page that was read before them must not undo them. */
  readonly strays: ReadonlyMap<number, Message>
  /** The strays are complete for changes after this seq. */
  readonly straysSince: number
  /** A part above, with a gap between: what a jump far back shows. It joins the rest when the gap is filled. */
  readonly island?: Island
}

/** Every message from `from` (0: the room's beginning) to the last of these. */
export type Island = { readonly from: number; readonly messages: readonly Message[] }

const strayCountMax = 500

export const hasOlder = (timeline: Timeline) => (timeline.island ?? timeline).from > 0

/** What is shown now: the part that was jumped to, else the newest. */
export const shownOf = (timeline: Timeline) => (timeline.island ?? timeline).messages

/** A timeline that starts with the room's newest page. */
export function startTimeline(page: Page, me: string): Timeline {
  return {
    seq: page.lastSeq,
    from: reach(page, 0),
    messages: page.messages.map((message) => knowMine(undefined, message, undefined, me)),
    strays: new Map(),
    straysSince: page.lastSeq,
  }
}

/** The timeline after the interval, or 'gap' when something before it is unknown and must be caught up first. */
export function applyInterval(timeline: Timeline, interval: Interval, me: string): Timeline | 'gap' {
  if (interval.upTo <= timeline.seq) return timeline
  if (interval.after > timeline.seq) return 'gap'

  const unseen = interval.events.filter((event) => event.seq > timeline.seq)
  return { ...unseen.reduce((before, event) => applyEvent(before, event, me), timeline), seq: interval.upTo }
}

/** The timeline with a page above it, or 'stale' when the page is older than the changes we remember. */
export function addOlder(timeline: Timeline, page: Page, me: string): Timeline | 'stale' {
  if (isStale(timeline, page)) return 'stale'

  const part = timeline.island ?? timeline
  const first = part.messages[0]?.id ?? Number.POSITIVE_INFINITY
  const older = asKnown(timeline, page, me).filter((message) => message.id < first)
  const grown = { from: reach(page, part.from), messages: [...older, ...part.messages] }
  return timeline.island ? { ...timeline, island: grown } : { ...timeline, ...grown }
}

/** The messages of a page from above, none older than the changes that we remember. */
export const asKnown = (timeline: Timeline, page: Page, me: string): Message[] =>
  page.messages.map((message) =>
    newer(timeline.strays.get(message.id), knowMine(undefined, message, undefined, me)),
  )

export const isStale = (timeline: Timeline, page: Page) => page.lastSeq < timeline.straysSince

/** One message as a command answered it. It says nothing about what lies before it, so `seq` stays. */
export function learn(timeline: Timeline, message: Message, me: string): Timeline {
  return put(timeline, message, undefined, me)
}

/** The timeline without what has been removed from the room; where that reached into it, it begins there. */
export function lose(timeline: Timeline, trimmedSeq: number): Timeline {
  const { island, ...newest } = timeline
  const above = island && cut(island, trimmedSeq)
  return {
    ...newest,
    ...cut(newest, trimmedSeq),
    ...(above && above.messages.length > 0 && { island: above }),
  }
}

function cut({ from, messages }: Island, trimmedSeq: number): Island {
  const left = messages.filter((message) => message.id > trimmedSeq)
  return {
    from: from <= trimmedSeq + 1 ? 0 : from,
    messages: left.length < messages.length ? left : messages,
  }
}

/** Only the newest part, for a room that nobody looks at; the rest can be read again. */
export function trim(timeline: Timeline, countMax: number): Timeline {
  const { island: _, ...newest } = timeline
  const messages = newest.messages.slice(-countMax)
  const first = messages[0]
  if (!first || messages.length === newest.messages.length) return timeline.island ? newest : timeline
  return { ...newest, messages, from: first.id, strays: new Map(), straysSince: timeline.seq }
}

function applyEvent(timeline: Timeline, event: RoomEvent, me: string): Timeline {
  switch (event.type) {
    case 'messagePosted':
      return put(timeline, event.message, undefined, me)
    case 'messageChanged':
      return put(timeline, event.message, event, me)
    case 'memberJoined':
    case 'memberChanged':
    case 'memberLeft':
    case 'roomChanged':
    case 'roomDeleted':
      return timeline
    default:
      event satisfies never // a type of a newer server counts and is not understood
      return timeline
  }
}

function put(timeline: Timeline, message: Message, change: MessageChanged | undefined, me: string): Timeline {
  if (message.id < timeline.from) return stray(timeline, message, change, me)

  const { messages } = timeline
  const place = placeOf(messages, message.id)
  const present = messages[place]?.id === message.id ? messages[place] : undefined
  const known = knowMine(present, message, change, me)
  if (present && newer(present, known) === present) return timeline

  return { ...timeline, messages: messages.toSpliced(place, present ? 1 : 0, known) }
}

function stray(
  timeline: Timeline,
  message: Message,
  change: MessageChanged | undefined,
  me: string,
): Timeline {
  const { strays } = timeline
  const onIsland = timeline.island?.messages.find((one) => one.id === message.id)
  const present = strays.get(message.id) ?? onIsland
  const known = newer(present, knowMine(present, message, change, me))
  const next = new Map(strays.size >= strayCountMax && !strays.has(message.id) ? [] : strays)
  next.set(message.id, known)
  const straysSince = next.size < strays.size ? message.changedSeq : timeline.straysSince
  const after = { ...timeline, strays: next, straysSince }
  if (!timeline.island || !onIsland) return after
  const messages = timeline.island.messages.map((one) => (one === onIsland ? newer(one, known) : one))
  return { ...after, island: { ...timeline.island, messages } }
}

/** Of two versions the one with the higher changedSeq; of equals the one that an answer to this person carried. */
function newer(present: Message | undefined, incoming: Message): Message {
  return present && present.changedSeq > incoming.changedSeq ? present : incoming
}

export function reach(page: Page, otherwise: number): number {
  if (!page.hasOlder) return 0
  return page.messages[0]?.id ?? otherwise
}

/** The index of the first message whose id is not smaller. New messages come at the end, so look there first. */
function placeOf(messages: readonly Message[], id: number): number {
  const last = messages.at(-1)
  if (!last || last.id < id) return messages.length
  let low = 0
  let high = messages.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle]?.id ?? 0) < id) low = middle + 1
    else high = middle
  }
  return low
}
