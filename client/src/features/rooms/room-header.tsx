import { ArrowLeft, DoorOpen, Link2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Room } from '../../api/contract.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { toast } from '../../ui/toasts.tsx'
import { LeaveRoomDialog } from './leave-room-dialog.tsx'
import { useRooms } from './room-store.ts'
import { unreadOf } from './rooms.ts'

type Props = { readonly room: Room; readonly onLeft: () => void }

export function RoomHeader({ room, onLeft }: Props) {
  const [isLeaving, setLeaving] = useState(false)
  return (
    <header className="flex h-[52px] shrink-0 items-center gap-3 border-b border-line px-5 max-md:h-14 max-md:gap-1 max-md:px-1">
      <BackLink roomId={room.id} />
      <div className="flex min-w-0 grow items-baseline gap-4 max-md:block">
        <h1
          title={room.name}
          className="glows max-w-full shrink-0 truncate font-head text-[1.625rem] leading-none tracking-[.06em] text-strong max-md:text-[1.5rem]"
        >
          <span className="text-primary">#</span>
          {room.name}
        </h1>
        <p className="truncate text-[.8125rem] text-muted max-md:font-tell">
          {room.description ?? (room.memberCount === 1 ? '1 member' : `${room.memberCount} members`)}
        </p>
      </div>
      <IconButton icon={Link2} label="Copy the room's link" onClick={() => void copyLink(room)} />
      <IconButton icon={DoorOpen} label="Leave the room" onClick={() => setLeaving(true)} />
      {isLeaving && <LeaveRoomDialog room={room} onClose={() => setLeaving(false)} onLeft={onLeft} />}
    </header>
  )
}

/** On phones the way back to the rooms; its mark says that another one has news. */
function BackLink({ roomId }: { readonly roomId: string }) {
  const hasNews = useRooms((state) =>
    Object.values(state.byId).some((room) => room.id !== roomId && unreadOf(state, room) > 0),
  )
  return (
    <Link
      href="/"
      aria-label={hasNews ? 'Rooms, with unread' : 'Rooms'}
      className="relative hidden size-11 shrink-0 place-items-center text-text max-md:grid"
    >
      <ArrowLeft className="size-5" aria-hidden />
      {hasNews && <span aria-hidden className="absolute top-2 right-2 size-2 rounded-[1px] bg-secondary" />}
    </Link>
  )
}

async function copyLink(room: Room) {
  const address = `${location.origin}/rooms/${room.id}`
  try {
    await navigator.clipboard.writeText(address)
    toast('done', 'Link copied. Whoever opens it can join.')
  } catch {
    // Without a secure context there is no clipboard; the address is the link.
    toast('failed', `Not copied. The link is ${address}`)
  }
}
