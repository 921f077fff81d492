import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { Message, Reactors } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { fetched } from '../../api/queries.ts'

const namesMax = 8

/** Who reacted to the message, asked for when somebody wants to know; another reaction is another question. */
export function useReactors({ roomId, id, changedSeq }: Message) {
  return useQuery({
    queryKey: ['reactors', roomId, id, changedSeq],
    queryFn: () =>
      fetched(request('GET', '/api/rooms/{roomId}/messages/{id}/reactions', { path: { roomId, id } })),
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  }).data
}

/** The people, in a line that stays short. */
export function namesOf({ users, count }: Reactors): string {
  const names = users.slice(0, namesMax).map((user) => user.username)
  const rest = count - names.length
  const list = new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' })
  return list.format(rest > 0 ? [...names, t`${rest} more`] : names)
}
