import { useShallow } from 'zustand/react/shallow'
import { useNow } from '../../ui/use-now.ts'
import { RoomRow } from './room-row.tsx'
import { useRooms } from './room-store.ts'
import { byActivity } from './rooms.ts'

type Props = {
  readonly openId: string | undefined
  /** What the person has begun to write, by room. */
  readonly drafts: Readonly<Record<string, string>>
}

/** My rooms, the liveliest first, with what is new in each. */
export function RoomList({ openId, drafts }: Props) {
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
          <RoomRow
            key={room.id}
            room={room}
            isOpen={room.id === openId}
            draft={drafts[room.id]?.trim() || undefined}
            now={now}
          />
        ))}
      </ul>
      {isKnown && rooms.length === 0 && (
        <p className="px-4 py-2 font-tell text-[.9375rem] text-muted">
          None yet. Discover or create one, or open the link of one that you were given.
        </p>
      )}
    </nav>
  )
}
