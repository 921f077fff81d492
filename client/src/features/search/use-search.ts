import type { Hit, Refusal } from '../../api/generated.ts'
import { Refused } from '../../api/queries.ts'
import { filtersOf, withinRoom } from './filters.ts'
import { useHits, useHitsAnywhere } from './search-list.ts'

export type Scope = 'room' | 'all'

const nothing: readonly Hit[] = []

/** What is found with what was typed: in the room, or wherever I am. Filters are known only to the search over rooms. */
export function useSearch(room: { readonly id: string; readonly name: string }, typed: string, scope: Scope) {
  const isAnywhere = scope === 'all' || filtersOf(typed).length > 0
  const here = useHits(room.id, isAnywhere ? '' : typed)
  const anywhere = useHitsAnywhere(!isAnywhere ? '' : scope === 'all' ? typed : withinRoom(typed, room.name))
  const list = isAnywhere ? anywhere : here
  const pages: readonly { readonly hits: readonly Hit[] }[] | undefined = list.data?.pages
  const failure: Refusal | 'unreachable' | undefined = !list.isError
    ? undefined
    : list.error instanceof Refused
      ? list.error.refusal
      : 'unreachable'
  return {
    hits: typed === '' ? nothing : (pages?.flatMap((page) => page.hits) ?? nothing),
    isFresh: list.isSuccess && !list.isPlaceholderData,
    isBusy: list.isFetching,
    hasMore: list.hasNextPage && typed !== '',
    isMoreComing: list.isFetchingNextPage,
    more: () => void list.fetchNextPage(),
    again: () => void list.refetch(),
    /** Why there is nothing, where it is not that nobody said so. */
    failure,
  }
}
