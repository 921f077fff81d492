import { create } from 'zustand'
import type { Answer } from '../../api/answer.ts'
import type { Batch, MemberPage, UserRef } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { waitBefore } from '../../realtime/backoff.ts'
import { link } from '../../realtime/the-link.ts'
import { meet } from '../../ui/people.ts'
import {
  hear,
  isDoubtful,
  namedMax,
  nobodyKnown,
  type Presence,
  read,
  startReading,
  stopReading,
} from './presence.ts'

type Shown = { readonly roomId?: string; readonly presence: Presence }

/** Who is in the room that is shown. Only one is; the others' counts stand in the room list. */
export const usePresence = create<Shown>()(() => ({ presence: nobodyKnown }))

const pageLimit = 100

/** A doubt is left to the next changes for so long before the set is read again. */
const doubtMs = 1_000

let pursuing: ReturnType<typeof setTimeout> | undefined

/** Knows who is here for as long as the room is shown; every Hello begins anew, for presence has no history. */
export function watchPresence(roomId: string): () => void {
  usePresence.setState({ roomId, presence: nobodyKnown }, true)
  const begin = () => {
    if (link.state.getState().at === 'up') void readAll(roomId)
  }
  const stop = link.state.subscribe((state, before) => {
    if (state.at === 'up' && before.at !== 'up') begin()
  })
  begin()
  return () => {
    stop()
    clearTimeout(pursuing)
    usePresence.setState({ presence: nobodyKnown }, true)
  }
}

export function receiveBatch(batch: Batch) {
  if (!('roomId' in batch) || 'upTo' in batch || 'reset' in batch) return
  for (const event of batch.events)
    if (event.type === 'presenceChanged') {
      update(batch.roomId, (presence) => hear(presence, event))
      if (batch.roomId === usePresence.getState().roomId) lookAgainAt(batch.roomId, doubtMs)
    }
}

async function readAll(roomId: string, attempt = 1) {
  update(roomId, startReading)
  const all = await readPages(roomId).catch(() => undefined)
  if (all) update(roomId, (presence) => read(presence, all.users, all.total))
  else update(roomId, stopReading)
  if (link.state.getState().at === 'up')
    lookAgainAt(roomId, all ? doubtMs : waitBefore(attempt + 2, 1), attempt + 1)
}

function lookAgainAt(roomId: string, waitMs: number, attempt = 1) {
  clearTimeout(pursuing)
  pursuing = setTimeout(() => {
    const shown = usePresence.getState()
    if (shown.roomId === roomId && isDoubtful(shown.presence)) void readAll(roomId, attempt)
  }, waitMs)
}

async function readPages(roomId: string) {
  const users: UserRef[] = []
  for (let cursor: string | undefined; ; ) {
    const query = { online: true, limit: pageLimit, ...(cursor && { cursor }) }
    const answer: Answer<MemberPage> = await request('GET', '/api/rooms/{roomId}/members', {
      path: { roomId },
      query,
    })
    if ('refusal' in answer) return undefined
    users.push(...answer.value.members.map((member) => member.user))
    cursor = answer.value.cursor
    if (!cursor || answer.value.total > namedMax || users.length > namedMax)
      return { users, total: answer.value.total }
  }
}

function update(roomId: string, how: (presence: Presence) => Presence) {
  const shown = usePresence.getState()
  if (shown.roomId !== roomId) return
  const presence = how(shown.presence)
  usePresence.setState({ presence })
  meet(roomId, presence.online.values())
}
