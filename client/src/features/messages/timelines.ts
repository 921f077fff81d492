import { create } from 'zustand'
import type { Batch, CatchUpEntry, MemberRoom, Message } from '../../api/generated.ts'
import type { Interval } from '../../api/interval.ts'
import { begin, type Reading, take, unread } from './reading.ts'
import { learn, lose, trim } from './timeline.ts'

type Timelines = {
  readonly me: string
  readonly byRoom: Readonly<Record<string, Reading>>
  /** Rooms whose newest page, or whose gap, could not be had at the last try. */
  readonly troubled: ReadonlySet<string>
}

const nothing: Timelines = { me: '', byRoom: {}, troubled: new Set() }

/** What each room read so far says. The socket and the pages feed it; only pure rules change it. */
export const useTimelines = create<Timelines>()(() => nothing)

/** A component that reads one room does not render for another. */
export const useReading = (roomId: string) => useTimelines((state) => state.byRoom[roomId])

const readRoomsMax = 30
const keptOfClosedMax = 100

export const readingOf = (roomId: string): Reading | undefined => useTimelines.getState().byRoom[roomId]

export function startTimelines(me: string) {
  useTimelines.setState({ ...nothing, me }, true)
}

/** Begins to read a room, or goes on; those opened longest ago give way. */
export function readRoom(roomId: string) {
  useTimelines.setState((state) => {
    const { [roomId]: reading = unread, ...others } = state.byRoom
    const kept = Object.entries(others).slice(-(readRoomsMax - 1))
    return { byRoom: { ...Object.fromEntries(kept), [roomId]: reading } }
  })
}

/** Nobody looks at the room now: keep what the next look needs first. */
export function leaveRoom(roomId: string) {
  change(roomId, (reading) =>
    reading.timeline ? { ...reading, timeline: trim(reading.timeline, keptOfClosedMax) } : reading,
  )
}

export function forgetRoom(roomId: string) {
  useTimelines.setState(({ byRoom: { [roomId]: _, ...rest } }) => ({ byRoom: rest }))
}

/** What was known is not true any more; the newest page must be asked for. */
export function resetRoom(roomId: string) {
  change(roomId, () => unread)
}

/** Another history of the same server (a restored database): nothing that was read counts. */
export function resetAll() {
  useTimelines.setState(({ byRoom }) => ({
    byRoom: Object.fromEntries(Object.keys(byRoom).map((roomId) => [roomId, unread])),
  }))
}

export function receiveBatch(batch: Batch) {
  if (!('roomId' in batch)) return
  if ('reset' in batch) return resetRoom(batch.roomId)
  if ('upTo' in batch) return takeInterval(batch.roomId, batch)
  for (const event of batch.events) if (event.type === 'roomTrimmed') loseUpTo(batch.roomId, event.trimmedSeq)
}

export function takeInterval(roomId: string, interval: Interval) {
  change(roomId, (reading) => take(reading, interval, useTimelines.getState().me))
}

/** What was too old has been removed, and is shown no longer. */
function loseUpTo(roomId: string, trimmedSeq: number) {
  change(roomId, (reading) =>
    reading.timeline ? { ...reading, timeline: lose(reading.timeline, trimmedSeq) } : reading,
  )
}

export function beginWith(roomId: string, page: Parameters<typeof begin>[1]) {
  change(roomId, (reading) => begin(reading, page, useTimelines.getState().me))
}

/** The answer to Hello: how far each room reaches, and what was missed. */
export function receiveWelcome(rooms: readonly MemberRoom[], catchUp: readonly CatchUpEntry[]) {
  for (const room of rooms)
    change(room.id, (reading) => ({ ...reading, head: Math.max(reading.head, room.lastSeq) }))
  for (const entry of catchUp) {
    if ('gone' in entry) forgetRoom(entry.roomId)
    else if ('reset' in entry) resetRoom(entry.roomId)
    else takeInterval(entry.roomId, entry)
  }
}

/** A message as a command answered it, before or after its event. */
export function learnMessage(message: Message) {
  change(message.roomId, (reading) =>
    reading.timeline
      ? { ...reading, timeline: learn(reading.timeline, message, useTimelines.getState().me) }
      : reading,
  )
}

export function setTroubled(roomId: string, isTroubled: boolean) {
  useTimelines.setState(({ troubled }) => {
    if (troubled.has(roomId) === isTroubled) return {}
    const next = new Set(troubled)
    if (isTroubled) next.add(roomId)
    else next.delete(roomId)
    return { troubled: next }
  })
}

/** Where each room that was read stands, for Hello. */
export function cursors() {
  return Object.entries(useTimelines.getState().byRoom).flatMap(([roomId, { timeline }]) =>
    timeline ? [{ roomId, seq: timeline.seq }] : [],
  )
}

export function change(roomId: string, how: (reading: Reading) => Reading) {
  useTimelines.setState((state) => {
    const before = state.byRoom[roomId]
    if (!before) return {} // not read yet: the first page will carry it
    const after = how(before)
    return after === before ? {} : { byRoom: { ...state.byRoom, [roomId]: after } }
  })
}
