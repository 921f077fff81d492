import type { Refusal } from '../../api/generated.ts'

/** A line the person has sent and the server has not yet acknowledged. */
export type Unsent = {
  readonly clientId: string
  readonly roomId: string
  readonly text: string
  readonly madeAt: string
  readonly state: 'waiting' | 'sending' | 'held' | 'failed'
  readonly refusal?: Refusal
  /** Held: the server asked to wait, and it goes out by itself at this time. */
  readonly until?: number
  /** Held because the room is in slow mode. */
  readonly isSlow?: boolean
}

/** All unsent lines in the order the person sent them. */
export type Outbox = readonly Unsent[]

export const lineCountMax = 200

export function add(outbox: Outbox, line: Pick<Unsent, 'clientId' | 'roomId' | 'text' | 'madeAt'>): Outbox {
  return [...outbox, { ...line, state: 'waiting' }]
}

/** What may go out now: the first waiting line of each room that has none under way or held, so that order holds. */
export function due(outbox: Outbox): Unsent[] {
  const isBefore = (line: Unsent) => line.state === 'sending' || line.state === 'held'
  const occupied = new Set(outbox.filter(isBefore).map((line) => line.roomId))
  return outbox.filter((line) => {
    if (line.state !== 'waiting' || occupied.has(line.roomId)) return false
    occupied.add(line.roomId)
    return true
  })
}

export const going = (outbox: Outbox, clientId: string) => change(outbox, clientId, { state: 'sending' })

/** No answer, a cut link or `busy`: nobody knows whether it was kept, so the same line goes out again. */
export const unsettled = (outbox: Outbox, clientId: string) => change(outbox, clientId, { state: 'waiting' })

/** Too fast: surely not kept, and welcome later. The lines behind it wait too. */
export const held = (outbox: Outbox, clientId: string, until: number, isSlow = false) =>
  change(outbox, clientId, { state: 'held', until, ...(isSlow && { isSlow }) })

export const refused = (outbox: Outbox, clientId: string, refusal: Refusal) =>
  change(outbox, clientId, { state: 'failed', refusal })

/** A refused line once more, as the last of its room: later lines have gone out meanwhile. */
export function again(outbox: Outbox, clientId: string): Outbox {
  const line = outbox.find((one) => one.clientId === clientId)
  if (line?.state !== 'failed') return outbox
  const { refusal: _, ...rest } = line
  return [...without(outbox, clientId), { ...rest, state: 'waiting' }]
}

export function without(outbox: Outbox, clientId: string): Outbox {
  const rest = outbox.filter((line) => line.clientId !== clientId)
  return rest.length === outbox.length ? outbox : rest
}

export const unsentOf = (outbox: Outbox, roomId: string) => outbox.filter((line) => line.roomId === roomId)

/** How many lines go out by themselves once the link is back. */
export const queuedCount = (outbox: Outbox) => outbox.filter((line) => line.state !== 'failed').length

function change(
  outbox: Outbox,
  clientId: string,
  to: Pick<Unsent, 'state' | 'refusal' | 'until' | 'isSlow'>,
): Outbox {
  return outbox.map((line) => {
    if (line.clientId !== clientId) return line
    const { until: _, isSlow: __, ...rest } = line
    return { ...rest, ...to }
  })
}
