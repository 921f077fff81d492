import { useInfiniteQuery } from '@tanstack/react-query'
import type { FoundRooms } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { fetched } from '../../api/queries.ts'

const pageLimit = 30

/** All rooms whose name or topic has this part, the liveliest first. */
export function useFoundRooms(part: string) {
  return useInfiniteQuery({
    queryKey: ['discover', part],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams({ limit: String(pageLimit) })
      if (part) search.set('query', part)
      if (pageParam) search.set('cursor', pageParam)
      return fetched(request<FoundRooms>('GET', `/api/rooms/discover?${search}`))
    },
    getNextPageParam: (page) => page.cursor,
    placeholderData: (before) => before,
    staleTime: 0,
  })
}
