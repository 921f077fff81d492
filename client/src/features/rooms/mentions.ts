import { create } from 'zustand'
import type { Batch, MemberRoom, UserRef } from '../../api/generated.ts'
import { isFor } from '../../ui/mentions.ts'
import { useRooms } from './room-store.ts'

const keptMax = 100

/** Lines that speak to the person, by room, as far as this page heard them: the server counts what is unread, not whom it names. */
const useMentions = create<Readonly<Record<string, readonly number[]>>>()(() => ({}))

const none: readonly number[] = []

/** How many lines of the room speak to the person and have not been seen. */
export function useMentionCount(room: MemberRoom): number {
  const ids = useMentions((mentions) => mentions[room.id] ?? none)
  const seen = useRooms((state) => state.seen[room.id] ?? 0)
  const after = Math.max(seen, room.readSeq)
  return ids.reduce((count, id) => count + Number(id > after), 0)
}

export const forgetMentions = () => useMentions.setState({}, true)

export function receiveBatch(batch: Batch, me: UserRef) {
  if (!('upTo' in batch)) return
  const { roomId, events } = batch
  const before = useMentions.getState()[roomId] ?? none
  let after = before
  for (const event of events) {
    if (event.type !== 'messagePosted' && event.type !== 'messageChanged') continue
    const { id, author, text, deletedAt } = event.message
    const isMeant = author.id !== me.id && !deletedAt && isFor(text, me)
    if (isMeant !== after.includes(id)) after = isMeant ? [...after, id] : after.filter((one) => one !== id)
  }
  if (after !== before) useMentions.setState({ [roomId]: after.slice(-keptMax) })
}
