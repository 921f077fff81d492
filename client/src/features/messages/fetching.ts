import type { Changes, Page, Refusal } from '../../api/contract.ts'
import { request } from '../../api/http.ts'
import { waitBefore } from '../../realtime/backoff.ts'
import { linkUpOr } from '../../realtime/the-link.ts'
import { isBehind, type Reading } from './reading.ts'
import { addOlder, hasOlder } from './timeline.ts'
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

/** Asks for what the rooms being read lack, until nothing is missing. Call once; it watches the store itself. */
export function keepComplete(): () => void {
  return useTimelines.subscribe((state, before) => {
    if (state.byRoom === before.byRoom) return
    for (const [roomId, reading] of Object.entries(state.byRoom)) if (lacks(reading)) void pursue(roomId)
  })
}

const lacks = (reading: Reading) => !reading.timeline || isBehind(reading)

async function pursue(roomId: string) {
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
      if (refusal.code === 'notMember' || refusal.code === 'roomNotFound') return forgetRoom(roomId)
      setTroubled(roomId, true)
      await linkUpOr(refusal.retryAfterMs ?? waitBefore(attempt++, Math.random()))
    }
    setTroubled(roomId, false)
  } finally {
    pursued.delete(roomId)
  }
}

/** One page towards completeness: the newest if nothing is known, else the changes after what is. */
async function fill(roomId: string, reading: Reading): Promise<Refusal | undefined> {
  const room = `/api/rooms/${roomId}`
  if (!reading.timeline) {
    const page = await request<Page>('GET', `${room}/messages?limit=${pageLimit}`)
    if ('refusal' in page) return page.refusal
    if (!readingOf(roomId)?.timeline) beginWith(roomId, page.value)
    return undefined
  }
  const changes = await request<Changes>(
    'GET',
    `${room}/changes?after=${reading.timeline.seq}&limit=${changesLimit}`,
  )
  if ('refusal' in changes) return changes.refusal
  if ('reset' in changes.value) resetRoom(roomId)
  else takeInterval(roomId, changes.value)
  return undefined
}

/** The page above the oldest message shown. One at a time for each room. */
export async function climb(roomId: string): Promise<void> {
  if (climbing.has(roomId)) return
  climbing.add(roomId)
  try {
    for (let attempt = 1; attempt <= staleTriesMax; attempt++) {
      const timeline = readingOf(roomId)?.timeline
      if (!timeline || !hasOlder(timeline)) return
      const path = `/api/rooms/${roomId}/messages?before=${timeline.from}&limit=${pageLimit}`
      const answer = await request<Page>('GET', path).catch(() => undefined)
      if (answer && 'value' in answer && mount(roomId, timeline.from, answer)) return
      await linkUpOr(waitBefore(attempt, Math.random()))
    }
  } finally {
    climbing.delete(roomId)
  }
}

/** Puts the page above what is shown, unless that began elsewhere meanwhile; false when it must be asked again. */
function mount(roomId: string, before: number, { value }: { value: Page }): boolean {
  let isStale = false
  change(roomId, (reading) => {
    if (reading.timeline?.from !== before) return reading
    const timeline = addOlder(reading.timeline, value, useTimelines.getState().me)
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
    return { code: 'busy', message: 'The server could not be reached.' }
  }
}
