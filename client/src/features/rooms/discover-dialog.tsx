import { t } from '@lingui/core/macro'
import { Check, Compass, Crown, Plus, Users } from 'lucide-react'
import { useState } from 'react'
import type { DiscoveredRoom, MemberRoom } from '../../api/generated.ts'
import { Blank } from '../../ui/blank.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PaneFailed } from '../../ui/pane-failed.tsx'
import { RowsLoading } from '../../ui/rows-loading.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useFoundRooms } from './discover-list.ts'
import { join, useRoom } from './room-store.ts'
import { useRoomsNamed } from './rooms-named.ts'

type Props = {
  readonly onClose: () => void
  readonly onCreate: () => void
  readonly onOpen: (roomId: string) => void
}

const settleMs = 200

/** All rooms there are, to join or to go to. */
export function DiscoverDialog({ onClose, onCreate, onOpen }: Props) {
  const [part, setPart] = useState('')
  const settled = useSettled(part.trim(), settleMs)
  const [whose, setWhose] = useState<'all' | 'mine'>('all')
  const list = useFoundRooms(settled)
  const mine = useRoomsNamed(part)
  const found = whose === 'mine' ? mine : (list.data?.pages.flatMap((page) => page.rooms) ?? [])
  const isKnown = whose === 'mine' || list.isSuccess

  return (
    <Dialog title={t`Rooms`} size="wide" onClose={onClose}>
      <SearchBox
        label={t`Filter by name or topic`}
        maxLength={50}
        value={part}
        onWrite={setPart}
        data-first
        className="h-10"
      />
      <div className="mt-3">
        <Choice
          label={t`Which rooms`}
          value={whose}
          options={{ all: t`All`, mine: t`Yours` }}
          onPick={setWhose}
        />
      </div>
      <div className="-mx-5 mt-3 h-[26rem] max-h-[calc(100dvh-22rem)] overflow-y-auto">
        {whose === 'all' && list.isError && found.length === 0 ? (
          <PaneFailed what={t`Rooms`} onRetry={() => void list.refetch()} />
        ) : (
          <ul aria-label={t`Rooms found`} aria-busy={!isKnown}>
            {found.map((room) => (
              <FoundRow key={room.id} room={room} onOpen={() => onOpen(room.id)} />
            ))}
          </ul>
        )}
        {!isKnown && !list.isError && <RowsLoading label={t`Loading rooms`} row="h-[62px] px-5" />}
        {isKnown && found.length === 0 && (
          <Blank icon={Compass} title={settled ? t`Nothing for “${settled}”` : t`No rooms yet`}>
            {settled ? t`A part of the name or of the topic is enough.` : t`The first one is yours to make.`}
          </Blank>
        )}
      </div>
      <div className="-mx-5 -mb-5 flex min-h-[58px] items-center justify-between border-t border-line px-5 py-2">
        {whose === 'all' && list.hasNextPage ? (
          <button
            type="button"
            disabled={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
            className="min-h-9 font-tell text-[.9375rem] text-primary underline underline-offset-4 max-md:min-h-11"
          >
            {list.isFetchingNextPage ? t`Loading…` : t`Show more`}
          </button>
        ) : (
          <span />
        )}
        <Button kind="primary" onClick={onCreate}>
          <Plus className="size-4" aria-hidden />
          {t`Create room`}
        </Button>
      </div>
    </Dialog>
  )
}

function FoundRow({
  room,
  onOpen,
}: {
  readonly room: DiscoveredRoom | MemberRoom
  readonly onOpen: () => void
}) {
  // What the room list knows is newer than what was found.
  const mine = useRoom(room.id)
  const isJoined = mine !== undefined
  const isOwner = mine?.role === 'owner'
  const { refusal, isBusy, ask } = useAsk()

  async function enter() {
    if (await ask(() => join(room.id))) onOpen()
  }

  return (
    <li className="flex min-h-[62px] items-center gap-3 border-b border-line px-5 py-2 focus-within:bg-raised hover:bg-raised">
      <div className="min-w-0 grow">
        <p className="flex items-center gap-2 font-tell text-[.9375rem] text-strong">
          <span className="truncate" title={room.name}>
            <span className="text-muted">#</span>
            {mine?.name ?? room.name}
          </span>
          {isOwner && <Crown className="size-3.5 shrink-0 text-accent md:hidden" aria-hidden />}
          {isOwner && (
            <span className="shrink-0 rounded-xs border border-line px-1.5 text-[.75rem] text-accent max-md:sr-only">
              {t`OWNER`}
            </span>
          )}
        </p>
        {refusal ? (
          <p role="alert" className="text-[.8125rem] leading-5 text-danger">
            {t`Not joined.`} {refusal.message}
          </p>
        ) : (
          <p className="truncate text-[.8125rem] leading-5 text-muted" title={room.description}>
            <Count room={room} className="mr-2 md:hidden" />
            {room.description ?? t`No description`}
          </p>
        )}
      </div>
      <Count room={room} className="max-md:hidden" />
      {isJoined ? (
        <button
          type="button"
          onClick={onOpen}
          className="inline-flex min-h-9 w-24 shrink-0 items-center justify-center gap-2 rounded-xs font-tell text-[.9375rem] text-ok hover:bg-overlay max-md:min-h-11"
        >
          <Check className="size-4" aria-hidden />
          {t`Joined`}
          <span className="sr-only">{t`: open #${room.name}`}</span>
        </button>
      ) : (
        <Button size="small" className="w-24" isBusy={isBusy} onClick={() => void enter()}>
          {isBusy ? t`Joining…` : t`Join`}
          <span className="sr-only"> #{room.name}</span>
        </Button>
      )}
    </li>
  )
}

type CountProps = { readonly room: DiscoveredRoom | MemberRoom; readonly className: string }

/** How many belong to the room: at the right, and on a phone before its topic. */
function Count({ room, className }: CountProps) {
  return (
    <span
      className={`inline-flex shrink-0 items-center gap-1.5 font-tell text-[.875rem] text-muted ${className}`}
    >
      {room.memberCount}
      <Users className="size-3.5" aria-hidden />
      <span className="sr-only">{t`members`}</span>
    </span>
  )
}
