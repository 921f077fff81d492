import { t } from '@lingui/core/macro'
import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import type { MemberRoom, UserRef } from '../api/generated.ts'
import { watchPresence } from '../features/members/presence-store.ts'
import { Conversation } from '../features/messages/conversation.tsx'
import { loudnessOf, setLoudness, useNotices } from '../features/notices/notice-settings.ts'
import { RoomHeader } from '../features/rooms/room-header.tsx'
import { lookAway, readSeqOf, seeRoom, useRoom, useRooms } from '../features/rooms/room-store.ts'
import { unreadOf } from '../features/rooms/rooms.ts'
import { FindBar } from '../features/search/find-bar.tsx'
import { LinkBar } from '../features/status/status-line.tsx'
import { tellTyping, typingDone } from '../features/typing/typing.ts'
import { TypingLine } from '../features/typing/typing-line.tsx'
import { Pane } from '../ui/pane.tsx'
import { part } from '../ui/part.ts'
import { endReport } from '../ui/reporting.ts'
import { useIsFinding } from '../ui/sought.ts'
import { hidePerson } from '../ui/whose-card.ts'
import { House } from './house.tsx'
import { RoomPanel } from './room-panel.tsx'
import { Sidebar } from './sidebar.tsx'
import { usePanel } from './use-panel.ts'
import { useQueued } from './use-totals.ts'
import { WhoseCard } from './whose-card.tsx'

const Stranger = lazy(part(async () => ({ default: (await import('./stranger.tsx')).Stranger })))

type Props = {
  readonly roomId: string
  readonly me: UserRef
  /** The message that the address names. */
  readonly messageId?: number | undefined
}

export function RoomPage({ roomId, me, messageId }: Props) {
  const room = useRoom(roomId)
  const isKnown = useRooms((state) => state.isKnown)
  const [, navigate] = useLocation()
  const back = () => navigate('/')

  return (
    <div className="relative flex min-h-0 grow">
      <Sidebar me={me} openId={roomId} />
      {room ? (
        <OpenRoom room={room} me={me} messageId={messageId} onLeft={back} />
      ) : (
        <main className="flex min-w-0 grow flex-col">
          <Link
            href="/"
            aria-label={t`Rooms`}
            className="hidden size-14 place-items-center text-text max-md:grid"
          >
            <ArrowLeft className="size-5" aria-hidden />
          </Link>
          {isKnown && (
            <Suspense fallback={null}>
              <Stranger roomId={roomId} onBack={back} />
            </Suspense>
          )}
        </main>
      )}
    </div>
  )
}

type OpenProps = {
  readonly room: MemberRoom
  readonly me: UserRef
  readonly messageId: number | undefined
  readonly onLeft: () => void
}

/** A room of mine: its head, its talk, and what stands beside it. */
function OpenRoom({ room, me, messageId, onLeft }: OpenProps) {
  const roomId = room.id
  const queued = useQueued()
  const unread = useRooms((state) => unreadOf(state, room))
  const [, navigate] = useLocation()
  const search = useSearch()
  const panel = usePanel()
  const loudness = useNotices((notices) => loudnessOf(notices, roomId))
  const isFinding = useIsFinding(roomId)
  const [wishes, setWishes] = useState(0)
  const [isModerating, setModerating] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a wish for the same message is a new one
  const jump = useMemo(() => (messageId ? { id: messageId } : undefined), [messageId, wishes])
  useEffect(() => watchPresence(roomId), [roomId])
  // What was asked for in this room ends with it: else the next one would open with somebody's card.
  useEffect(
    () => () => {
      hidePerson()
      endReport()
    },
    [],
  )

  const goTo = (place: string, query: string) => navigate(`/rooms/${roomId}${place}${query && `?${query}`}`)
  const isPhone = () => !matchMedia('(width >= 48rem)').matches
  const pick = (id: number) => {
    goTo(`/${id}`, isPhone() ? '' : search)
    setWishes((count) => count + 1)
  }

  return (
    <>
      <main className="flex min-w-0 grow flex-col">
        <RoomHeader
          room={room}
          panel={panel.panel}
          onPanel={panel.show}
          loudness={loudness}
          onLoudness={(wanted) => setLoudness(roomId, wanted)}
          onHouse={() => setModerating(true)}
          onLeft={onLeft}
        />
        <Pane what={t`The talk`}>
          <Conversation
            roomId={roomId}
            roomName={room.name}
            isTrimmed={room.trimmedSeq !== undefined}
            me={me}
            isOwner={room.role === 'owner'}
            unread={unread}
            readSeqNow={() => readSeqOf(roomId)}
            jump={jump}
            onSeen={(seq, isEnd) => seeRoom(roomId, seq, isEnd)}
            onLookedAway={() => lookAway(roomId)}
            onLatest={() => messageId && goTo('', search)}
            onWrite={() => tellTyping(roomId)}
            onSaid={typingDone}
            above={isFinding && <FindBar roomId={roomId} onPick={pick} />}
          >
            <TypingLine roomId={roomId} />
            <LinkBar queued={queued} />
          </Conversation>
        </Pane>
      </main>
      <Pane what={t`This panel`} key={panel.panel}>
        <RoomPanel
          room={room}
          me={me}
          openId={messageId}
          {...panel}
          onPick={(room, id) =>
            room === roomId ? pick(id) : navigate(`/rooms/${room}/${id}${isPhone() ? '' : `?${search}`}`)
          }
        />
      </Pane>
      <WhoseCard room={room} me={me} />
      <House room={room} isOpen={isModerating} onShow={pick} onClose={() => setModerating(false)} />
    </>
  )
}
