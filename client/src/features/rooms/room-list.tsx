import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { spokenOf } from '../../ui/reply.ts'
import { RowsLoading } from '../../ui/rows-loading.tsx'
import { useNow } from '../../ui/use-now.ts'
import { RailRow } from './rail-row.tsx'
import { RoomRow } from './room-row.tsx'
import { useRooms } from './room-store.ts'
import { byActivity } from './rooms.ts'

type Props = {
  readonly openId: string | undefined
  /** What the person has begun to write, by room. */
  readonly drafts: Readonly<Record<string, string>>
  /** Rooms that are to be quiet. */
  readonly muted: readonly string[]
  /** Only so wide as two letters are. */
  readonly isRail: boolean
  /** What stands there where there are none. */
  readonly blank: ReactNode
}

/** My rooms, the liveliest first, with what is new in each. */
export function RoomList({ openId, drafts, muted, isRail, blank }: Props) {
  const rooms = useRooms(useShallow(byActivity))
  const isKnown = useRooms((state) => state.isKnown)
  const now = useNow(30_000)

  if (isRail)
    return (
      <nav aria-label={t`Rooms`} className="min-h-0 grow overflow-y-auto py-2">
        <ul className="grid justify-items-center gap-1.5">
          {rooms.map((room) => (
            <RailRow
              key={room.id}
              room={room}
              isOpen={room.id === openId}
              isMuted={muted.includes(room.id)}
            />
          ))}
        </ul>
      </nav>
    )
  return (
    <nav aria-label={t`Rooms`} className="min-h-0 grow overflow-y-auto">
      <div className="flex items-baseline justify-between px-4 pt-3 pb-2 max-md:hidden">
        <h2 className="font-label text-[.5rem] text-muted">{t`ROOMS`}</h2>
        <span className="font-tell text-[.8125rem] text-muted">{t`by activity`}</span>
      </div>
      <ul className="max-md:pt-2">
        {rooms.map((room) => (
          <RoomRow
            key={room.id}
            room={room}
            isOpen={room.id === openId}
            isMuted={muted.includes(room.id)}
            draft={spokenOf(drafts[room.id] ?? '').trim() || undefined}
            now={now}
          />
        ))}
      </ul>
      {!isKnown && <RowsLoading label={t`Loading rooms`} row="h-[34px] pr-3 pl-10 max-md:h-16" />}
      {isKnown && rooms.length === 0 && blank}
    </nav>
  )
}
