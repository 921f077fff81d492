import { t } from '@lingui/core/macro'
import { Crown, MessageCircleOff } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { Member, MemberRoom, UserRef } from '../../api/generated.ts'
import { PaneFailed } from '../../ui/pane-failed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { personStyle } from '../../ui/person.ts'
import { RowsLoading } from '../../ui/rows-loading.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { fullTime } from '../../ui/time.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { showPerson } from '../../ui/whose-card.ts'
import { useMemberList } from './member-lists.ts'
import { usePresence } from './presence-store.ts'
import { sectionsOf } from './sections.ts'

type Props = {
  readonly room: MemberRoom
  readonly me: UserRef
  readonly onClose: () => void
  /** What else stands at somebody's name: that they are writing, what one may do with them. */
  readonly extra: (user: UserRef, isMuted: boolean) => ReactNode
}

const settleMs = 200

/** Who belongs to the room, those who are here first. */
export function MembersPanel({ room, me, onClose, extra }: Props) {
  const [part, setPart] = useState('')
  const list = useMemberList(room.id, useSettled(part.trim(), settleMs))
  const presence = usePresence((state) => state.presence)
  const members = list.data?.pages.flatMap((page) => page.members) ?? []
  const { online, offline } = sectionsOf(presence, members, room.owner.id, part.trim())
  const onlineCount = presence.isRead ? presence.online.size : room.onlineCount
  const mutes = mutesOf(members)
  const row = (user: UserRef, isHere: boolean) => (
    <MemberRow
      key={user.id}
      user={user}
      isHere={isHere}
      isOwner={user.id === room.owner.id}
      mutedUntil={mutes.get(user.id)}
    >
      {user.id === me.id ? (
        <span className="text-[.8125rem] text-muted">{t`you`}</span>
      ) : (
        extra(user, mutes.has(user.id))
      )}
    </MemberRow>
  )

  return (
    <Panel title={t`Members`} detail={room.memberCount} width="narrow" onClose={onClose}>
      <SearchBox
        label={t`Find a member`}
        maxLength={50}
        value={part}
        onWrite={setPart}
        className="mx-3 mt-3 font-tell"
      />
      <div className="min-h-0 grow overflow-y-auto pb-3">
        {list.isError && members.length === 0 ? (
          <PaneFailed what={t`Members`} onRetry={() => void list.refetch()} />
        ) : (
          <>
            <Section label={t`ONLINE`} count={part ? online.length : onlineCount}>
              {online.map((user) => row(user, true))}
            </Section>
            <Section
              label={t`OFFLINE`}
              count={part ? offline.length : Math.max(0, room.memberCount - onlineCount)}
            >
              {offline.map((user) => row(user, false))}
            </Section>
            {part && list.isSuccess && online.length + offline.length === 0 && (
              <p className="px-4 py-3 font-tell text-[.9375rem] text-muted">{t`Nobody of that name.`}</p>
            )}
            {list.isPending && <RowsLoading label={t`Loading members`} row="h-[34px] pl-9 max-md:h-11" />}
            {list.hasNextPage && (
              <ShowMore isBusy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
            )}
          </>
        )}
      </div>
    </Panel>
  )
}

/** Who may not speak now, and until when. A mute whose time is past is none. */
const mutesOf = (members: readonly Member[]) =>
  new Map(
    members.flatMap(({ user, mutedUntil }) =>
      mutedUntil && Date.parse(mutedUntil) > Date.now() ? [[user.id, mutedUntil] as const] : [],
    ),
  )

function Section({ label, count, children }: { label: string; count: number; children: ReactNode }) {
  if (count === 0) return null
  return (
    <section aria-label={`${label.toLowerCase()}, ${count}`}>
      <h3 className="px-4 pt-4 pb-1.5 font-label text-[.5rem] text-muted">
        {label} — {count}
      </h3>
      <ul>{children}</ul>
    </section>
  )
}

type RowProps = {
  readonly user: UserRef
  readonly isHere: boolean
  readonly isOwner: boolean
  readonly mutedUntil: string | undefined
  readonly children: ReactNode
}

function MemberRow({ user, isHere, isOwner, mutedUntil, children }: RowProps) {
  return (
    <li className="group/member flex min-h-[34px] items-center gap-2.5 pr-3 pl-4 font-tell text-[.9375rem] hover:bg-raised max-md:min-h-11 max-md:text-[1.0625rem]">
      <span
        role="img"
        aria-label={isHere ? t`online` : t`offline`}
        className={`size-2 shrink-0 rounded-[1px] ${isHere ? 'bg-ok' : 'border border-muted'}`}
      />
      <button
        type="button"
        title={user.username}
        onClick={() => showPerson(user)}
        style={personStyle(user.username)}
        className={`ring-inside min-h-[34px] min-w-0 grow truncate text-left max-md:min-h-11 ${isHere ? 'person' : 'text-muted'}`}
      >
        {user.username}
      </button>
      {children}
      {mutedUntil && (
        <span
          role="img"
          aria-label={t`muted`}
          title={t`Muted until ${fullTime(mutedUntil)}`}
          className="shrink-0 text-muted"
        >
          <MessageCircleOff className="size-4" aria-hidden />
        </span>
      )}
      {isOwner && (
        <span role="img" aria-label={t`owner`} title={t`Owner`} className="shrink-0 text-accent">
          <Crown className="size-4" aria-hidden />
        </span>
      )}
    </li>
  )
}

/** The next page, by itself when one scrolls there. */
function ShowMore({ isBusy, onMore }: { readonly isBusy: boolean; readonly onMore: () => void }) {
  const [button, setButton] = useState<HTMLButtonElement | null>(null)
  useEffect(() => {
    if (!button || isBusy) return
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onMore())
    watcher.observe(button)
    return () => watcher.disconnect()
  }, [button, isBusy, onMore])
  return (
    <button
      ref={setButton}
      type="button"
      onClick={onMore}
      className="ring-inside min-h-9 w-full px-4 text-left font-tell text-[.9375rem] text-primary underline underline-offset-4"
    >
      {isBusy ? t`Loading…` : t`Show more`}
    </button>
  )
}
