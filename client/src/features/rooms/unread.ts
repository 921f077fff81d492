import type { MemberRoom, Message } from '../../api/generated.ts'

/**
 * The lines of others that were heard live: those after `since` that are still there. A mark that moves among them
 * is counted exactly, in whatever order it and the lines come.
 */
export type Heard = { readonly since: number; readonly ids: readonly number[] }

export const unreadMax = 100

/** What a fresh answer about the room leaves: its count holds at its lastSeq. */
export const heardSince = (room: MemberRoom): Heard => ({ since: room.lastSeq, ids: [] })

export function hear(heard: Heard, id: number): Heard {
  const ids = [...heard.ids, id]
  if (ids.length <= unreadMax) return { ...heard, ids }
  return { since: ids[0] ?? id, ids: ids.slice(1) }
}

export const unhear = (heard: Heard, id: number): Heard => ({
  ...heard,
  ids: heard.ids.filter((one) => one !== id),
})

/** How many are unread with the mark here, or undefined where only the server knows. */
export function countAfter(heard: Heard, room: MemberRoom, seq: number): number | undefined {
  if (seq >= room.lastSeq) return 0
  return seq >= heard.since ? heard.ids.filter((id) => id > seq).length : undefined
}

export const isUnreadOf = (message: Message, room: MemberRoom, me: string) =>
  message.id > room.readSeq && message.author.id !== me
