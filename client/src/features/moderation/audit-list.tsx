import { t } from '@lingui/core/macro'
import type { Act } from '../../api/generated.ts'
import { clockTime, dayLabel, fullTime } from '../../ui/time.ts'
import { useAudit } from './lists.ts'
import { PagedList } from './paged-list.tsx'

/** What owners did in the room, the latest first. */
export function AuditList({ roomId }: { readonly roomId: string }) {
  const list = useAudit(roomId)
  const acts = list.data?.pages.flatMap((page) => page.acts) ?? []
  return (
    <PagedList label={t`Audit`} none={t`Nothing was done yet.`} list={list} count={acts.length}>
      {acts.map((act) => (
        <li key={act.seq} className="border-b border-line py-2">
          <p className="break-words">
            <span className="font-tell text-strong">{act.by.username}</span> {wordsOf(act)}
          </p>
          <p dir="auto" className="text-[.8125rem] leading-5 break-words text-muted">
            <time dateTime={act.at} title={fullTime(act.at)}>
              {dayLabel(act.at)} {clockTime(act.at)}
            </time>
            {act.reason && ` · ${act.reason}`}
          </p>
        </li>
      ))}
    </PagedList>
  )
}

function wordsOf({ kind, user, until, slowModeSeconds }: Act): string {
  const name = user?.username ?? ''
  switch (kind) {
    case 'removed':
      return t`removed ${name}`
    case 'banned':
      return t`banned ${name}`
    case 'banLifted':
      return t`lifted the ban of ${name}`
    case 'muted':
      return t`muted ${name} until ${until ? fullTime(until) : ''}`
    case 'muteLifted':
      return t`let ${name} speak again`
    case 'slowMode':
      return slowModeSeconds ? t`set slow mode to ${slowModeSeconds} s` : t`ended slow mode`
    case 'messageDeleted':
      return t`deleted a message of ${name}`
  }
}
