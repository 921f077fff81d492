import { plural, t } from '@lingui/core/macro'
import { BellOff, Hash, Pencil } from 'lucide-react'
import { Link } from 'wouter'
import type { MemberRoom } from '../../api/generated.ts'
import { initials } from '../../ui/person.ts'
import { age } from '../../ui/time.ts'
import { useIsPhone } from '../../ui/use-media.ts'
import { LastLine } from './last-line.tsx'
import { useMentionCount } from './mentions.ts'
import { useRooms } from './room-store.ts'
import { unreadOf } from './rooms.ts'

type Props = {
  readonly room: MemberRoom
  readonly isOpen: boolean
  readonly isMuted: boolean
  readonly draft: string | undefined
  readonly now: number
}

/** A room in the list: one line on a desk, two for a thumb. */
export function RoomRow({ room, isOpen, isMuted, draft, now }: Props) {
  const isPhone = useIsPhone()
  const unread = useRooms((state) => unreadOf(state, room))
  const mentions = useMentionCount(room)
  const hasDraft = draft !== undefined && !isOpen
  const tone = isOpen
    ? 'tint-12 border-primary text-primary glows'
    : unread > 0 && !isMuted
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
        <Hash className={`size-3.5 max-md:hidden ${isMuted ? 'hidden' : ''}`} aria-hidden />
        {isMuted && <BellOff className="size-3.5 max-md:hidden" role="img" aria-label={t`muted`} />}
        <span
          aria-hidden
          className={`hidden size-10 shrink-0 place-items-center rounded-xs border font-head tracking-[.04em] max-md:grid ${unread > 0 ? 'tint-12 border-[color-mix(in_srgb,var(--primary)_40%,transparent)] text-primary' : 'border-line bg-raised text-muted'}`}
        >
          {isMuted ? <BellOff className="size-4" aria-hidden /> : initials(room.name)}
        </span>
        <span className="min-w-0 grow max-md:leading-6">
          <span className={`block truncate ${unread > 0 ? '' : 'max-md:text-text'}`}>{room.name}</span>
          {isPhone && <LastLine room={room} draft={hasDraft ? draft : undefined} />}
        </span>
        {hasDraft && (
          <span role="img" aria-label={t`draft`} className="text-accent max-md:hidden">
            <Pencil className="size-3.5" aria-hidden />
          </span>
        )}
        <span className="flex shrink-0 flex-col items-end gap-0.5 max-md:self-start max-md:pt-2.5">
          <Age room={room} now={now} isOpen={isOpen} isSpare={unread > 0} />
          {unread > 0 && (
            <span className="flex gap-1">
              {mentions > 0 && <MentionBadge count={mentions} />}
              <Badge count={unread} />
            </span>
          )}
        </span>
      </Link>
    </li>
  )
}

type AgeProps = {
  readonly room: MemberRoom
  readonly now: number
  readonly isOpen: boolean
  /** On a desk the count takes its place. */
  readonly isSpare: boolean
}

function Age({ room, now, isOpen, isSpare }: AgeProps) {
  return (
    <time
      dateTime={room.lastActivityAt}
      className={`text-[.8125rem] ${isOpen ? 'text-primary' : 'text-muted'} ${isSpare ? 'md:hidden' : ''}`}
    >
      {age(room.lastActivityAt, now)}
    </time>
  )
}

/** It needs the person: so it is filled. */
function MentionBadge({ count }: { readonly count: number }) {
  return (
    <span className="grid h-[22px] min-w-[22px] place-items-center rounded-xs bg-secondary px-1 text-[.8125rem] leading-none text-on-fill">
      <span aria-hidden>@{count}</span>
      <span className="sr-only">{plural(count, { one: '# speaks to you', other: '# speak to you' })}</span>
    </span>
  )
}

export function Badge({ count }: { readonly count: number }) {
  return (
    <span className="grid h-[22px] min-w-[22px] place-items-center rounded-xs border border-edge px-1.5 text-[.8125rem] leading-none text-strong">
      <span aria-hidden>{count >= 100 ? '99+' : count}</span>
      <span className="sr-only">{count >= 100 ? t`more than 99 unread` : t`${count} unread`}</span>
    </span>
  )
}
