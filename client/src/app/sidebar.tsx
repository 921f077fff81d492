import { t } from '@lingui/core/macro'
import { Compass, PanelLeft, Plus, Search, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import type { UserRef } from '../api/generated.ts'
import { useDrafts } from '../features/messages/drafts.ts'
import { useNotices } from '../features/notices/notice-settings.ts'
import { RoomList } from '../features/rooms/room-list.tsx'
import { LinkWord } from '../features/status/status-line.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Combo } from '../ui/key.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { openDialog } from './dialogs.ts'
import { Rail } from './rail.tsx'
import { useRail } from './use-rail.ts'
import { useQueued } from './use-totals.ts'

type Props = {
  readonly me: UserRef
  readonly openId?: string
  /** It stands beside a page, or is a part of one. */
  readonly as?: 'aside' | 'div'
  /** In the place of rooms where there are none. */
  readonly blank?: ReactNode
}

/** The rooms, and oneself. On phones it is a page of its own, shown when no room is open. */
export function Sidebar({ me, openId, as: Tag = 'aside', blank }: Props) {
  const { isRail, setRail } = useRail()
  const list = (
    <RoomList
      openId={openId}
      drafts={useDrafts()}
      muted={useNotices((notices) => notices.muted)}
      isRail={isRail}
      blank={blank ?? <p className="px-4 py-2 font-tell text-[.9375rem] text-muted">{t`None yet.`}</p>}
    />
  )
  if (isRail)
    return (
      <Rail as={Tag} me={me} onWiden={() => setRail(false)}>
        {list}
      </Rail>
    )
  return (
    <Tag
      className={`flex w-64 shrink-0 flex-col border-r border-line bg-panel max-md:w-full max-md:border-r-0 max-md:bg-app ${openId ? 'max-md:hidden' : ''}`}
    >
      <div className="flex h-[52px] shrink-0 items-center justify-between border-b border-line pr-2 pl-4 max-md:h-14 max-md:pr-1">
        <Wordmark />
        <IconButton
          icon={PanelLeft}
          label={t`Narrow the rooms`}
          className="max-md:hidden"
          onClick={() => setRail(true)}
        />
        <div className="flex md:hidden">
          <IconButton icon={Compass} label={t`Discover rooms`} onClick={() => openDialog('discover')} />
          <IconButton icon={Plus} label={t`Create a room`} onClick={() => openDialog('create')} />
        </div>
      </div>
      <JumpTo />
      {list}
      <div className="shrink-0 border-t border-line max-md:bg-panel">
        <div className="grid grid-cols-2 gap-2 p-2 pb-0 max-md:hidden">
          <Button size="small" onClick={() => openDialog('create')}>
            <Plus className="size-4" aria-hidden />
            {t`Create`}
          </Button>
          <Button size="small" onClick={() => openDialog('discover')}>
            <Compass className="size-4" aria-hidden />
            {t`Discover`}
          </Button>
        </div>
        <Self me={me} />
      </div>
    </Tag>
  )
}

/** Looks like a place to write, because that is what it opens. */
function JumpTo() {
  return (
    <button
      type="button"
      onClick={() => openDialog('palette')}
      className="mx-3 mt-3 flex min-h-9 shrink-0 items-center gap-2.5 rounded-xs border border-edge bg-app px-3 font-tell text-[.9375rem] text-muted hover:bg-raised hover:text-strong max-md:min-h-11 max-md:text-[1.0625rem]"
    >
      <Search className="size-4" aria-hidden />
      <span className="grow truncate text-left">{t`Jump to…`}</span>
      <span aria-hidden className="max-md:hidden">
        <Combo combo="Mod+K" />
      </span>
    </button>
  )
}

function Self({ me }: { readonly me: UserRef }) {
  return (
    <div className="flex items-center gap-3 p-3 max-md:pb-[max(.75rem,env(safe-area-inset-bottom))]">
      <Avatar name={me.username} />
      <div className="min-w-0 grow font-tell leading-tight">
        <p className="truncate text-[.9375rem] text-strong">{me.username}</p>
        <p className="truncate text-[.8125rem] md:hidden">
          <LinkWord queued={useQueued()} />
        </p>
      </div>
      <IconButton icon={Settings} label={t`Settings`} onClick={() => openDialog('settings')} />
    </div>
  )
}
