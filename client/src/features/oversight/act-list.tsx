import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { actWords } from '../../ui/act-words.ts'
import { PagedList } from '../../ui/paged-list.tsx'
import { clockTime, dayLabel, fullTime } from '../../ui/time.ts'
import { useAllActs } from './lists.ts'

type Props = { readonly link: (path: string, children: ReactNode) => ReactNode }

/** What owners did in all rooms, the latest first. */
export function ActList({ link }: Props) {
  const list = useAllActs()
  const acts = list.data?.pages.flatMap((page) => page.acts) ?? []
  return (
    <PagedList label={t`Audit`} none={t`Nothing was done yet.`} list={list} count={acts.length}>
      {acts.map(({ roomId, roomName, act }) => (
        <li key={`${roomId} ${act.seq}`} className="border-b border-line py-2">
          <p className="break-words">
            <span className="font-tell text-strong">{act.by.username}</span> {actWords(act)}
          </p>
          <p className="flex flex-wrap gap-x-2 text-[.8125rem] leading-5 text-muted">
            <time dateTime={act.at} title={fullTime(act.at)}>
              {dayLabel(act.at)} {clockTime(act.at)}
            </time>
            {link(`/rooms/${roomId}`, <span dir="auto">{`#${roomName}`}</span>)}
            {act.reason && (
              <span dir="auto" className="min-w-0 break-words">
                {act.reason}
              </span>
            )}
          </p>
        </li>
      ))}
    </PagedList>
  )
}
