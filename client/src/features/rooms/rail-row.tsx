import { t } from '@lingui/core/macro'
import { Link } from 'wouter'
import type { MemberRoom } from '../../api/generated.ts'
import { initials } from '../../ui/person.ts'
import { useRooms } from './room-store.ts'
import { unreadOf } from './rooms.ts'

type Props = { readonly room: MemberRoom; readonly isOpen: boolean; readonly isMuted: boolean }

/** A room where there is little place: two letters, and a mark for what is new. */
export function RailRow({ room, isOpen, isMuted }: Props) {
  const unread = useRooms((state) => unreadOf(state, room))
  const tone = isOpen
    ? 'tint-12 border-primary text-primary'
    : unread > 0 && !isMuted
      ? 'border-edge bg-raised text-strong'
      : 'border-line text-muted hover:bg-raised'
  return (
    <li>
      <Link
        href={`/rooms/${room.id}`}
        aria-current={isOpen ? 'page' : undefined}
        aria-label={unread > 0 ? t`${room.name}, ${unread} unread` : room.name}
        title={room.name}
        className={`relative grid size-10 place-items-center rounded-xs border font-head text-[1.0625rem] tracking-[.04em] ${tone}`}
      >
        {initials(room.name)}
        {unread > 0 && !isMuted && (
          <span
            aria-hidden
            className="absolute -top-1 -right-1 size-2.5 rounded-[1px] border border-panel bg-secondary"
          />
        )}
      </Link>
    </li>
  )
}
