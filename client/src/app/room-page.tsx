import { ArrowLeft } from 'lucide-react'
import { Link, useLocation } from 'wouter'
import type { UserRef } from '../api/contract.ts'
import { Conversation } from '../features/messages/conversation.tsx'
import { RoomHeader } from '../features/rooms/room-header.tsx'
import { useRoom, useRooms } from '../features/rooms/room-store.ts'
import { StrangerPage } from '../features/rooms/stranger-page.tsx'
import { LinkBar } from '../features/status/status-line.tsx'
import { Sidebar } from './sidebar.tsx'
import { useQueued } from './use-totals.ts'
import { useVisibleRoom } from './use-visible-room.ts'

export function RoomPage({ roomId, me }: { readonly roomId: string; readonly me: UserRef }) {
  const room = useRoom(roomId)
  const isKnown = useRooms((state) => state.isKnown)
  const queued = useQueued()
  const [, navigate] = useLocation()
  const back = () => navigate('/')
  useVisibleRoom(roomId)

  return (
    <div className="flex min-h-0 grow">
      <Sidebar me={me} openId={roomId} />
      <main className="flex min-w-0 grow flex-col">
        {room ? (
          <>
            <RoomHeader room={room} onLeft={back} />
            <Conversation roomId={roomId} roomName={room.name} me={me} isOwner={room.role === 'owner'}>
              <LinkBar queued={queued} />
            </Conversation>
          </>
        ) : (
          <>
            <Link
              href="/"
              aria-label="Rooms"
              className="hidden size-14 place-items-center text-text max-md:grid"
            >
              <ArrowLeft className="size-5" aria-hidden />
            </Link>
            {isKnown && <StrangerPage roomId={roomId} onBack={back} />}
          </>
        )}
      </main>
    </div>
  )
}
