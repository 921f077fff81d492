import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { UserRef } from '../../api/contract.ts'
import { Composer } from './composer.tsx'
import { startEditing } from './editing.ts'
import { LogLoading } from './log-loading.tsx'
import { MessageLog } from './message-log.tsx'
import { unsentOf } from './outbox.ts'
import { useOutbox } from './outbox-store.ts'
import { rowsOf } from './rows.ts'
import { hasOlder } from './timeline.ts'
import { leaveRoom, readRoom, useReading, useTimelines } from './timelines.ts'
import { useAnnouncements } from './use-announcements.ts'

type Props = {
  readonly roomId: string
  readonly roomName: string
  readonly me: UserRef
  readonly isOwner: boolean
  /** What stands between the log and the composer. */
  readonly children?: ReactNode
}

/** One room's talk and the place to talk along. Give it the room's id as key. */
export function Conversation({ roomId, roomName, me, isOwner, children }: Props) {
  const timeline = useReading(roomId)?.timeline
  const isTroubled = useTimelines((state) => state.troubled.has(roomId))
  const lines = useOutbox((state) => state.lines)
  const [saidCount, setSaidCount] = useState(0)
  useEffect(() => {
    readRoom(roomId)
    return () => leaveRoom(roomId)
  }, [roomId])
  useAnnouncements(timeline?.messages, me)

  const rows = useMemo(
    () =>
      timeline &&
      rowsOf({
        messages: timeline.messages,
        unsent: unsentOf(lines, roomId),
        me,
        isWhole: !hasOlder(timeline),
      }),
    [timeline, lines, roomId, me],
  )

  function editLast() {
    const mine = timeline?.messages.findLast((message) => message.author.id === me.id && !message.deletedAt)
    if (mine) startEditing(mine.id)
  }

  return (
    <>
      {rows ? (
        <MessageLog
          roomId={roomId}
          roomName={roomName}
          rows={rows}
          saidCount={saidCount}
          mayDelete={isOwner}
        />
      ) : (
        <LogLoading isTroubled={isTroubled} />
      )}
      {children}
      <Composer
        roomId={roomId}
        roomName={roomName}
        onSaid={() => setSaidCount((count) => count + 1)}
        onEditLast={editLast}
      />
    </>
  )
}
