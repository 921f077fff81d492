import { Compass, Plus, Settings } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { UserRef } from '../api/generated.ts'
import { useDrafts } from '../features/messages/drafts.ts'
import { CreateRoomDialog } from '../features/rooms/create-room-dialog.tsx'
import { DiscoverDialog } from '../features/rooms/discover-dialog.tsx'
import { RoomList } from '../features/rooms/room-list.tsx'
import { LinkWord } from '../features/status/status-line.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { SettingsDialog } from './settings-dialog.tsx'
import { useQueued } from './use-totals.ts'

type Props = {
  readonly me: UserRef
  readonly openId?: string
  /** It stands beside a page, or is a part of one. */
  readonly as?: 'aside' | 'div'
}

/** The rooms, and oneself. On phones it is a page of its own, shown when no room is open. */
export function Sidebar({ me, openId, as: Tag = 'aside' }: Props) {
  const [dialog, setDialog] = useState<'create' | 'discover' | 'settings'>()
  const [, navigate] = useLocation()
  const close = () => setDialog(undefined)

  function open(roomId: string) {
    close()
    navigate(`/rooms/${roomId}`)
  }

  return (
    <Tag
      className={`flex w-64 shrink-0 flex-col border-r border-line bg-panel max-md:w-full max-md:border-r-0 max-md:bg-app ${openId ? 'max-md:hidden' : ''}`}
    >
      <div className="flex h-[52px] shrink-0 items-center justify-between border-b border-line px-4 max-md:h-14 max-md:pr-1">
        <Wordmark />
        <div className="flex md:hidden">
          <IconButton icon={Compass} label="Discover rooms" onClick={() => setDialog('discover')} />
          <IconButton icon={Plus} label="Create a room" onClick={() => setDialog('create')} />
        </div>
      </div>
      <RoomList openId={openId} drafts={useDrafts()} />
      <div className="shrink-0 border-t border-line max-md:bg-panel">
        <div className="grid grid-cols-2 gap-2 p-2 pb-0 max-md:hidden">
          <Button size="small" onClick={() => setDialog('create')}>
            <Plus className="size-4" aria-hidden />
            Create
          </Button>
          <Button size="small" onClick={() => setDialog('discover')}>
            <Compass className="size-4" aria-hidden />
            Discover
          </Button>
        </div>
        <Self me={me} onSettings={() => setDialog('settings')} />
      </div>
      {dialog === 'create' && <CreateRoomDialog onClose={close} onMade={open} />}
      {dialog === 'discover' && (
        <DiscoverDialog onClose={close} onCreate={() => setDialog('create')} onOpen={open} />
      )}
      {dialog === 'settings' && <SettingsDialog me={me} onClose={close} />}
    </Tag>
  )
}

function Self({ me, onSettings }: { readonly me: UserRef; readonly onSettings: () => void }) {
  return (
    <div className="flex items-center gap-3 p-3 max-md:pb-[max(.75rem,env(safe-area-inset-bottom))]">
      <Avatar name={me.username} />
      <div className="min-w-0 grow font-tell leading-tight">
        <p className="truncate text-[.9375rem] text-strong">{me.username}</p>
        <p className="truncate text-[.8125rem] md:hidden">
          <LinkWord queued={useQueued()} />
        </p>
      </div>
      <IconButton icon={Settings} label="Settings" onClick={onSettings} />
    </div>
  )
}
