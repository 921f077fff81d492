import { Hash } from 'lucide-react'
import { Link } from 'wouter'
import { useShallow } from 'zustand/react/shallow'
import type { Room } from '../../api/contract.ts'
import { initials } from '../../ui/person.ts'
import { age } from '../../ui/time.ts'
import { useNow } from '../../ui/use-now.ts'
import { useRooms } from './room-store.ts'
import { byActivity, unreadOf } from './rooms.ts'

/** My rooms, the liveliest first, with what is new in each. */
export function RoomList({ openId }: { readonly openId: string | undefined }) {
  const rooms = useRooms(useShallow(byActivity))
  const isKnown = useRooms((state) => state.isKnown)
  const now = useNow(30_000)

  return (
    <nav aria-label="Rooms" className="min-h-0 grow overflow-y-auto">
      <div className="flex items-baseline justify-between px-4 pt-3 pb-2 max-md:hidden">
        <h2 className="font-label text-[.5rem] text-muted">ROOMS</h2>
        <span className="font-tell text-[.8125rem] text-muted">by activity</span>
      </div>
      <ul className="max-md:pt-2">
        {rooms.map((room) => (
          <RoomRow key={room.id} room={room} isOpen={room.id === openId} now={now} />
        ))}
      </ul>
      {isKnown && rooms.length === 0 && (
        <p className="px-4 py-2 font-tell text-[.9375rem] text-muted">
          None yet. Create one, or open the link of one that you were given.
        </p>
      )}
    </nav>
  )
}

type RowProps = { readonly room: Room; readonly isOpen: boolean; readonly now: number }

function RoomRow({ room, isOpen, now }: RowProps) {
  const unread = useRooms((state) => unreadOf(state, room))
  const tone = isOpen
    ? 'tint-12 border-primary text-primary glows'
    : unread > 0
      ? 'border-transparent text-strong'
      : 'border-transparent text-muted'
  return (
    <li>
      <Link
        href={`/rooms/${room.id}`}
        aria-current={isOpen ? 'page' : undefined}
        title={room.name}
        className={`ring-inside flex h-[34px] items-center gap-2 border-l-2 pr-3 pl-3.5 font-tell text-[.9375rem] hover:bg-raised max-md:h-16 max-md:gap-3 max-md:text-[1.0625rem] ${tone}`}
      >
        <Hash className="size-3.5 max-md:hidden" aria-hidden />
        <span
          aria-hidden
          className={`hidden size-10 shrink-0 place-items-center rounded-xs border font-head tracking-[.04em] max-md:grid ${unread > 0 ? 'tint-12 border-[color-mix(in_srgb,var(--primary)_40%,transparent)] text-primary' : 'border-line bg-raised text-muted'}`}
        >
          {initials(room.name)}
        </span>
        <span className={`min-w-0 grow truncate ${unread > 0 ? '' : 'max-md:text-text'}`}>{room.name}</span>
        {unread > 0 ? <Badge count={unread} /> : <Age room={room} now={now} isOpen={isOpen} />}
      </Link>
    </li>
  )
}

function Age({ room, now, isOpen }: { readonly room: Room; readonly now: number; readonly isOpen: boolean }) {
  return (
    <time
      dateTime={room.lastActivityAt}
      className={`text-[.8125rem] ${isOpen ? 'text-primary' : 'text-muted'}`}
    >
      {age(room.lastActivityAt, now)}
    </time>
  )
}

function Badge({ count }: { readonly count: number }) {
  return (
    <span className="grid h-[22px] min-w-[22px] place-items-center rounded-xs border border-edge px-1.5 text-[.8125rem] leading-none text-strong">
      <span aria-hidden>{count >= 100 ? '99+' : count}</span>
      <span className="sr-only">{count >= 100 ? 'more than 99' : count} unread</span>
    </span>
  )
}
