import { create } from 'zustand'
import { basePath } from '../../api/base-path.ts'
import type { Message } from '../../api/generated.ts'
import { joinReply, replyLine, splitReply } from '../../ui/reply.ts'
import { setDraft, useDrafts } from './drafts.ts'

/** Counts how often something other than the box itself asked for it: it then takes the focus. */
export const useWriteWish = create<{ readonly count: number }>()(() => ({ count: 0 }))

export const wishToWrite = () => useWriteWish.setState(({ count }) => ({ count: count + 1 }))

/** What is begun in the room becomes an answer to this message. It is a part of the draft, and kept with it. */
export function answer(message: Message) {
  const { rest } = splitReply(draftOf(message.roomId), message.roomId)
  setDraft(message.roomId, joinReply(replyLine(message, location.origin + basePath), rest))
  wishToWrite()
}

/** The name, behind what is begun in the room. */
export function mention(roomId: string, username: string) {
  const begun = draftOf(roomId)
  setDraft(roomId, `${begun}${/(^|\s)$/.test(begun) ? '' : ' '}@${username} `)
  wishToWrite()
}

const draftOf = (roomId: string) => useDrafts.getState()[roomId] ?? ''
