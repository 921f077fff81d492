import { useEffect, useRef } from 'react'
import type { Message, UserRef } from '../../api/generated.ts'
import { announceLine } from '../../ui/announcer.tsx'
import { plainly } from '../../ui/reply.ts'

/** Tells a screen reader what others say in the open room, from the moment it was opened. */
export function useAnnouncements(messages: readonly Message[] | undefined, me: UserRef) {
  const told = useRef<number>(undefined)
  useEffect(() => {
    if (!messages) return
    const newest = messages.at(-1)?.id ?? 0
    const from = told.current ?? newest
    told.current = Math.max(from, newest)
    for (const message of messages.slice(-50))
      if (message.id > from && message.author.id !== me.id && !message.deletedAt)
        announceLine(message.author.username, plainly(message.text))
  }, [messages, me.id])
}
