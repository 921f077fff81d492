import { t } from '@lingui/core/macro'
import { PagedList } from '../../ui/paged-list.tsx'
import { age, fullTime } from '../../ui/time.ts'
import { useAllPeople } from './lists.ts'

/** Everybody with an account, the newest first. */
export function PeopleList() {
  const list = useAllPeople()
  const people = list.data?.pages.flatMap((page) => page.people) ?? []
  return (
    <PagedList label={t`People`} none={t`There is nobody yet.`} list={list} count={people.length}>
      {people.map(({ user, createdAt, rooms, lastUsedAt }) => (
        <li key={user.id} className="border-b border-line py-2">
          <p className="font-tell break-words text-strong">{user.username}</p>
          <p className="text-[.8125rem] leading-5 text-muted">
            {t`since ${fullTime(createdAt)} · in ${rooms} rooms`}
            {' · '}
            {lastUsedAt ? t`last here ${age(lastUsedAt)}` : t`logged in nowhere`}
          </p>
        </li>
      ))}
    </PagedList>
  )
}
