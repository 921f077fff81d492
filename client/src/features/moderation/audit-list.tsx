import { t } from '@lingui/core/macro'
import { actWords } from '../../ui/act-words.ts'
import { PagedList } from '../../ui/paged-list.tsx'
import { clockTime, dayLabel, fullTime } from '../../ui/time.ts'
import { useAudit } from './lists.ts'

/** What owners did in the room, the latest first. */
export function AuditList({ roomId }: { readonly roomId: string }) {
  const list = useAudit(roomId)
  const acts = list.data?.pages.flatMap((page) => page.acts) ?? []
  return (
    <PagedList label={t`Audit`} none={t`Nothing was done yet.`} list={list} count={acts.length}>
      {acts.map((act) => (
        <li key={act.seq} className="border-b border-line py-2">
          <p className="break-words">
            <span className="font-tell text-strong">{act.by.username}</span> {actWords(act)}
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
