import { t } from '@lingui/core/macro'
import type { Page, Refusal } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { waitBefore } from '../../realtime/backoff.ts'
import { linkUpOr } from '../../realtime/the-link.ts'
import { addNewer, dropIsland, reaches, startIsland } from './island.ts'
import { isBehind, type Reading } from './reading.ts'
import { addOlder, hasOlder, type Timeline } from './timeline.ts'
import {
  beginWith,
  change,
  forgetRoom,
  readingOf,
  resetRoom,
  setTroubled,
  takeInterval,
  useTimelines,
} from './timelines.ts'

const pageLimit = 50
const changesLimit = 500
const staleTriesMax = 5
const pursued = new Set<string>()
const climbing = new Set<string>()
const descending = new Set<string>()
const seeking = new Set<string>()

type IsMine = (roomId: string) => boolean

/**
 * Asks for what the rooms being read lack, until nothing is missing. Call once; it watches the store itself.
 * `isMine`: whether the socket's last word is that the person is in the room.
 */
export function keepComplete(isMine: IsMine): () => void {
  return useTimelines.subscribe((state, before) => {
    if (state.byRoom === before.byRoom) return
    for (const [roomId, reading] of Object.entries(state.byRoom))
      if (lacks(reading)) void pursue(roomId, isMine)
  })
}

const lacks = (reading: Reading) => !reading.timeline || isBehind(reading)

async function pursue(roomId: string, isMine: IsMine) {
  if (pursued.has(roomId)) return
  pursued.add(roomId)
  try {
    for (let attempt = 1; ; ) {
      const reading = readingOf(roomId)
      if (!reading || !lacks(reading)) break
      const refusal = await attempted(() => fill(roomId, reading))
      if (!refusal) {
        attempt = 1
        continue
      }
      // A refusal may be older than what the socket told: whoever came back meanwhile asks again.
      if (isShutOut(refusal) && !isMine(roomId)) {
        forgetRoom(roomId)
        break
      }
      setTroubled(roomId, true)
      await linkUpOr(refusal.retryAfterMs ?? waitBefore(attempt++, Math.random()))
    }
    setTroubled(roomId, false)
  } finally {
    pursued.delete(roomId)
  }
}

const isShutOut = ({ code }: Refusal) => code === 'notMember' || code === 'roomNotFound'

/** One page towards completeness: the newest if nothing is known, else the changes after what is. */
async function fill(roomId: string, reading: Reading): Promise<Refusal | undefined> {
  const path = { roomId }
  if (!reading.timeline) {
    const page = await request('GET', '/api/rooms/{roomId}/messages', { path, query: { limit: pageLimit } })
    if ('refusal' in page) return page.refusal
    if (!readingOf(roomId)?.timeline) beginWith(roomId, page.value)
    return undefined
  }
  const changes = await request('GET', '/api/rooms/{roomId}/changes', {
    path,
    query: { after: reading.timeline.seq, limit: changesLimit },
  })
  if ('refusal' in changes) return changes.refusal
  if ('reset' in changes.value) resetRoom(roomId)
  else takeInterval(roomId, changes.value)
  return undefined
}

/** The page above the oldest message shown. One at a time for each room. */
export const climb = (roomId: string) =>
  onceAtATime(climbing, roomId, (timeline) => {
    if (!hasOlder(timeline)) return undefined
    const before = (timeline.island ?? timeline).from
    const isSame = (now: Timeline) => (now.island ?? now).from === before
    return { query: { before }, isSame, mount: addOlder }
  })

/** The page below the newest message shown, where that is not the room's newest. */
export const descend = (roomId: string) =>
  onceAtATime(descending, roomId, ({ island }) => {
    const after = island?.messages.at(-1)?.id
    if (after === undefined) return undefined
    const isSame = (now: Timeline) => now.island?.messages.at(-1)?.id === after
    return { query: { after }, isSame, mount: addNewer }
  })

/** Makes this place of the room, and what is around it, part of what is shown. False: it could not be had. */
export async function seek(roomId: string, seq: number): Promise<boolean> {
  let isThere = false
  await onceAtATime(seeking, roomId, (timeline) => {
    isThere = reaches(timeline, seq)
    return isThere ? undefined : { query: { around: seq }, isSame: () => true, mount: startIsland }
  })
  const timeline = readingOf(roomId)?.timeline
  return isThere || (timeline !== undefined && reaches(timeline, seq))
}

/** Back to the room's newest. */
export const returnToNewest = (roomId: string) =>
  change(roomId, (reading) =>
    reading.timeline ? { ...reading, timeline: dropIsland(reading.timeline) } : reading,
  )

type Want = {
  readonly query: { readonly before?: number; readonly after?: number; readonly around?: number }
  /** Whether what is shown is still what the page was asked for. */
  readonly isSame: (now: Timeline) => boolean
  readonly mount: (timeline: Timeline, page: Page, me: string) => Timeline | 'stale'
}

async function onceAtATime(
  busy: Set<string>,
  roomId: string,
  wantOf: (timeline: Timeline) => Want | undefined,
) {
  if (busy.has(roomId)) return
  busy.add(roomId)
  try {
    for (let attempt = 1; attempt <= staleTriesMax; attempt++) {
      const timeline = readingOf(roomId)?.timeline
      const want = timeline && wantOf(timeline)
      if (!want) return
      const query = { ...want.query, limit: pageLimit }
      const answer = await request('GET', '/api/rooms/{roomId}/messages', { path: { roomId }, query }).catch(
        () => undefined,
      )
      if (answer && 'value' in answer && mount(roomId, want, answer.value)) return
      await linkUpOr(waitBefore(attempt, Math.random()))
    }
  } finally {
    busy.delete(roomId)
  }
}

/** Puts the page where it belongs, unless something else is shown meanwhile; false when it must be asked again. */
function mount(roomId: string, want: Want, page: Page): boolean {
  let isStale = false
  change(roomId, (reading) => {
    if (!reading.timeline || !want.isSame(reading.timeline)) return reading
    const timeline = want.mount(reading.timeline, page, useTimelines.getState().me)
    if (timeline !== 'stale') return { ...reading, timeline }
    isStale = true
    return reading
  })
  return !isStale
}

async function attempted(run: () => Promise<Refusal | undefined>): Promise<Refusal | undefined> {
  try {
    return await run()
  } catch {
    return { code: 'busy', message: t`The server could not be reached.` }
  }
}
