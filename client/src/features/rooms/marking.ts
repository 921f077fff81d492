import { waitBefore } from '../../realtime/backoff.ts'
import { link } from '../../realtime/the-link.ts'
import { learnMark, useRooms } from './room-store.ts'
import { wantedMarks } from './rooms.ts'

/** One room's mark moves at most so often; what is seen meanwhile goes with the next. */
const gapMs = 1_000

/** Refused for the moment: wait as after a few failed tries, for a mark is in no hurry. */
const busyAttempt = 3

const resting = new Set<string>()

/** Tells the server what has been read, until it knows. Call once; it watches the rooms and the link itself. */
export function keepMarked(): () => void {
  const stops = [
    useRooms.subscribe((state, before) => {
      if (state.seen !== before.seen || state.byId !== before.byId) markAll()
    }),
    link.state.subscribe((state, before) => {
      if (state.at === 'up' && before.at !== 'up') markAll()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

function markAll() {
  if (link.state.getState().at !== 'up') return
  for (const { roomId, seq } of wantedMarks(useRooms.getState()))
    if (!resting.has(roomId)) void mark(roomId, seq)
}

async function mark(roomId: string, seq: number) {
  resting.add(roomId)
  // Without an answer the link is lost; once it is up again every mark is looked at anew.
  const answer = await link.command('MarkRead', { roomId, seq }).catch(() => undefined)
  if (answer && 'value' in answer) learnMark(roomId, answer.value)
  const isWorthRepeating =
    answer && 'refusal' in answer && ['busy', 'rateLimited'].includes(answer.refusal.code)
  const waitMs = isWorthRepeating
    ? (answer.refusal.retryAfterMs ?? waitBefore(busyAttempt, Math.random()))
    : gapMs
  setTimeout(() => {
    resting.delete(roomId)
    if (answer && 'refusal' in answer && !isWorthRepeating) return
    markAll()
  }, waitMs)
}
