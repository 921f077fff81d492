import { t } from '@lingui/core/macro'
import { ArrowLeft, CalendarClock, Hourglass, Search, Users } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'wouter'
import type { MemberRoom } from '../../api/generated.ts'
import { useLimits } from '../../api/limits.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { RoomMenu } from './room-menu.tsx'
import { useRooms } from './room-store.ts'
import { unreadOf } from './rooms.ts'

type PanelName = 'members' | 'search'

type Props = {
  readonly room: MemberRoom
  readonly panel: PanelName | undefined
  readonly onPanel: (panel: PanelName | undefined) => void
  readonly loudness: ComponentProps<typeof RoomMenu>['loudness']
  readonly onLoudness: ComponentProps<typeof RoomMenu>['onLoudness']
  readonly onHouse: () => void
  readonly onLeft: () => void
}

export function RoomHeader({ room, panel, onPanel, loudness, onLoudness, onHouse, onLeft }: Props) {
  const toggle = (name: PanelName) => onPanel(panel === name ? undefined : name)
  return (
    <header className="flex h-[52px] shrink-0 items-center gap-1 border-b border-line pr-2 pl-5 max-md:h-14 max-md:px-1">
      <BackLink roomId={room.id} />
      <div className="flex min-w-0 grow items-baseline gap-4 max-md:block">
        <h1
          title={room.name}
          className="glows max-w-full shrink-0 truncate font-head text-[1.625rem] leading-none tracking-[.06em] text-strong max-md:text-[1.5rem]"
        >
          <span className="text-primary">#</span>
          {room.name}
        </h1>
        <p title={room.description} className="truncate text-[.8125rem] text-muted max-md:hidden">
          {room.description}
        </p>
        <p className="hidden items-center gap-1.5 truncate font-tell text-[.8125rem] text-muted max-md:flex">
          <span aria-hidden className="size-2 rounded-[1px] bg-ok" />
          {t`${room.onlineCount} online of ${room.memberCount}`}
        </p>
      </div>
      <KeepMark days={room.keepDays} />
      {room.slowModeSeconds !== undefined && <SlowMark seconds={room.slowModeSeconds} />}
      <IconButton
        icon={Search}
        label={t`Search in the room`}
        aria-pressed={panel === 'search'}
        onClick={() => toggle('search')}
      />
      <IconButton
        icon={Users}
        label={t`Members`}
        className="max-md:hidden"
        aria-pressed={panel === 'members'}
        onClick={() => toggle('members')}
      />
      <RoomMenu
        room={room}
        loudness={loudness}
        onLoudness={onLoudness}
        onMembers={() => onPanel('members')}
        onHouse={onHouse}
        onLeft={onLeft}
      />
    </header>
  )
}

/** The room is in slow mode. */
function SlowMark({ seconds }: { readonly seconds: number }) {
  return (
    <Mark words={t`Slow mode: one message in ${seconds} s`} color="text-accent">
      <Hourglass className="size-4" aria-hidden />
      {t`${seconds} s`}
    </Mark>
  )
}

/** The room does not keep what is said for ever: the shorter of its own time and the server's counts. */
function KeepMark({ days }: { readonly days: number | undefined }) {
  const server = useLimits((limits) => limits.keepDays)
  const kept = days && server ? Math.min(days, server) : days || server
  if (!kept) return null
  return (
    <Mark words={t`What is said here is kept for ${kept} days`} color="text-muted">
      <CalendarClock className="size-4" aria-hidden />
      {t`${kept} d`}
    </Mark>
  )
}

type MarkProps = { readonly words: string; readonly color: string; readonly children: ReactNode }

/** What holds in this room, in short; in words for whoever points at it or hears it. */
function Mark({ words, color, children }: MarkProps) {
  return (
    <span
      role="img"
      aria-label={words}
      title={words}
      className={`flex shrink-0 items-center gap-1 font-tell text-[.8125rem] ${color}`}
    >
      {children}
    </span>
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
      aria-label={hasNews ? t`Rooms, with unread` : t`Rooms`}
      className="relative hidden size-11 shrink-0 place-items-center text-text max-md:grid"
    >
      <ArrowLeft className="size-5" aria-hidden />
      {hasNews && <span aria-hidden className="absolute top-2 right-2 size-2 rounded-[1px] bg-secondary" />}
    </Link>
  )
}
