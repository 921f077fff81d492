import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Message, UserRef } from '../../api/generated.ts'
import { meet } from '../../ui/people.ts'
import { CatchingUp } from './catching-up.tsx'
import { Composer } from './composer.tsx'
import { startEditing } from './editing.ts'
import { LogLoading } from './log-loading.tsx'
import { loadMarkup } from './markup-part.ts'
import { MessageLog } from './message-log.tsx'
import { unsentOf } from './outbox.ts'
import { useOutbox } from './outbox-store.ts'
import { isBehind } from './reading.ts'
import { rowsOf } from './rows.ts'
import { hasOlder, shownOf } from './timeline.ts'
import { leaveRoom, readRoom, useReading, useTimelines } from './timelines.ts'
import { useAnnouncements } from './use-announcements.ts'
import { useNewLine } from './use-new-line.ts'
import { usePlace } from './use-place.ts'
import type { OnSeen } from './use-seen.ts'
import type { Place } from './where.ts'

type Props = {
  readonly roomId: string
  readonly roomName: string
  /** What was said before its beginning has been removed. */
  readonly isTrimmed: boolean
  readonly me: UserRef
  readonly isOwner: boolean
  readonly unread: number
  readonly readSeqNow: () => number
  /** A message to go to; a new object is a new wish. */
  readonly jump?: { readonly id: number } | undefined
  readonly onSeen: OnSeen
  readonly onLookedAway: () => void
  /** The person went back to the newest line. */
  readonly onLatest: () => void
  readonly onWrite: () => void
  readonly onSaid: () => void
  /** What lies over the top of the log. */
  readonly above?: ReactNode
  /** What stands between the log and the composer. */
  readonly children?: ReactNode
}

/** One room's talk and the place to talk along. Give it the room's id as key. */
export function Conversation(props: Props) {
  const { roomId, roomName, me, isOwner, unread, jump, children } = props
  const reading = useReading(roomId)
  const timeline = reading?.timeline
  const isRead = reading !== undefined
  const isTroubled = useTimelines((state) => state.troubled.has(roomId))
  const lines = useOutbox((state) => state.lines)
  useEffect(() => {
    readRoom(roomId)
    return () => leaveRoom(roomId)
  }, [roomId])
  // Left and entered again before the page was drawn: what was read is forgotten, and this is still open.
  useEffect(() => {
    if (!isRead) readRoom(roomId)
  }, [roomId, isRead])
  useAnnouncements(timeline?.messages, me)
  useAuthors(roomId, me, timeline && shownOf(timeline))

  const line = useNewLine(roomId, me.id, unread, props.readSeqNow)
  const { wish, setWish } = useWish(jump, unread)
  // A link, or the way to the latest, has led past what is new.
  const [hasPassed, setPassed] = useState(jump !== undefined && unread > 0)
  const arrived = usePlace(roomId, timeline !== undefined, wish, line.newAfter)

  const rows = useMemo(
    () =>
      timeline &&
      rowsOf({
        messages: shownOf(timeline),
        // What one has just said stands below the newest line; an older part has no place for it.
        unsent: timeline.island ? [] : unsentOf(lines, roomId),
        me,
        isWhole: !hasOlder(timeline),
        newAfter: line.newAfter,
      }),
    [timeline, lines, roomId, me, line.newAfter],
  )

  function toFirstUnread() {
    setPassed(false)
    setWish({ at: 'new' })
  }

  function editLast() {
    const mine = timeline?.messages.findLast((message) => message.author.id === me.id && !message.deletedAt)
    if (!mine) return
    startEditing(mine)
    // Whoever reads further up is led to it: its box is drawn there only.
    if (!document.querySelector(`[data-row="${CSS.escape(`${me.id} ${mine.clientId}`)}"]`))
      setWish({ at: mine.id })
  }

  function toLatest() {
    if (unread > 0) setPassed(true)
    setWish({ at: 'end' })
    props.onLatest()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.defaultPrevented) line.dismiss()
  }

  /** The head of an answer leads to what is answered, again if need be: the address may be that already. */
  function onClick(event: MouseEvent<HTMLElement>) {
    const head = (event.target as HTMLElement).closest<HTMLElement>('[data-jump]')
    if (head && !event.ctrlKey && !event.metaKey) setWish({ at: Number(head.dataset.jump) })
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape puts the line NEW MESSAGES away, wherever one is in the room
    <div onKeyDown={onKeyDown} onClick={onClick} className="relative flex min-h-0 grow flex-col">
      {props.above}
      {reading && isBehind(reading) && <CatchingUp isTroubled={isTroubled} />}
      {rows && timeline && arrived ? (
        <MessageLog
          key={arrived.view}
          roomId={roomId}
          roomName={roomName}
          isTrimmed={props.isTrimmed}
          rows={rows}
          place={arrived.place}
          seq={timeline.seq}
          hasNewer={timeline.island !== undefined}
          unread={unread}
          mayDelete={isOwner}
          onSeen={props.onSeen}
          onLookedAway={props.onLookedAway}
          onLatest={toLatest}
          passedAfter={hasPassed ? line.newAfter : undefined}
          onFirstUnread={toFirstUnread}
        />
      ) : (
        <LogLoading isTroubled={isTroubled} />
      )}
      {children}
      <Composer
        roomId={roomId}
        roomName={roomName}
        onWrite={props.onWrite}
        onSaid={() => {
          props.onSaid()
          toLatest()
        }}
        onEditLast={editLast}
      />
    </div>
  )
}

/** Whoever speaks is met, and can be named. */
function useAuthors(roomId: string, me: UserRef, messages: readonly Message[] | undefined) {
  useEffect(() => void loadMarkup(), [])
  useEffect(() => {
    meet(roomId, [me])
    if (messages)
      meet(
        roomId,
        messages.map((message) => message.author),
      )
  }, [roomId, me, messages])
}

/** Where the person wants to be: at the message of a link or a hit, at the first line they have not seen, or at the end. */
function useWish(jump: Props['jump'], unread: number) {
  const [wish, setWish] = useState<Place>({ at: jump?.id ?? (unread > 0 ? 'new' : 'end') })
  const [followed, setFollowed] = useState(jump)
  if (jump !== followed) {
    setFollowed(jump)
    if (jump) setWish({ at: jump.id })
  }
  return { wish, setWish }
}
