import { useEffect, useState } from 'react'
import { readingOf } from './timelines.ts'

/**
 * After which seq the line NEW MESSAGES stands: the mark as it was when the room was opened or the tab was left. It
 * stays until one leaves the room or puts it away: what moves under the reader is worse than what stays too long.
 */
export function useNewLine(roomId: string, me: string, unreadAtStart: number, readSeqNow: () => number) {
  const [newAfter, setNewAfter] = useState(() => (unreadAtStart > 0 ? readSeqNow() : undefined))
  const [readSeq] = useState(() => readSeqNow)

  useEffect(() => {
    const tell = () => {
      if (document.visibilityState === 'hidden') setNewAfter(readSeq())
      else setNewAfter((after) => (after !== undefined && hasNews(roomId, me, after) ? after : undefined))
    }
    document.addEventListener('visibilitychange', tell)
    return () => document.removeEventListener('visibilitychange', tell)
  }, [roomId, me, readSeq])

  return { newAfter, dismiss: () => setNewAfter(undefined) }
}

const hasNews = (roomId: string, me: string, after: number) =>
  readingOf(roomId)?.timeline?.messages.some((message) => message.id > after && message.author.id !== me) ??
  false
