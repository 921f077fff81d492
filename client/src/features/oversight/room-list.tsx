import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { PagedList } from '../../ui/paged-list.tsx'
import { age } from '../../ui/time.ts'
import { useAllRooms } from './lists.ts'

type Props = { readonly link: (path: string, children: ReactNode) => ReactNode }

/** All rooms, the liveliest first. */
export function RoomList({ link }: Props) {
  const list = useAllRooms()
  const rooms = list.data?.pages.flatMap((page) => page.rooms) ?? []
  return (
    <PagedList label={t`Rooms`} none={t`There are no rooms yet.`} list={list} count={rooms.length}>
      {rooms.map(({ id, name, owner, memberCount, lastSeq, lastActivityAt, openReports }) => (
        <li key={id} className="border-b border-line py-2">
          <p className="flex flex-wrap items-baseline gap-x-3">
            {link(`/rooms/${id}`, <span dir="auto">{`#${name}`}</span>)}
            {openReports > 0 && (
              <span className="font-tell text-[.875rem] text-danger">{t`${openReports} reports open`}</span>
            )}
          </p>
          <p className="text-[.8125rem] leading-5 break-words text-muted">
            {t`${owner.username} owns it · ${memberCount} members · ${lastSeq} changes · last ${age(lastActivityAt)}`}
          </p>
        </li>
      ))}
    </PagedList>
  )
}
