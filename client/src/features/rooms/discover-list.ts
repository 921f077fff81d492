import { useInfiniteQuery } from '@tanstack/react-query'
import { request } from '../../api/http.ts'
import { fetched } from '../../api/queries.ts'

const pageLimit = 30

/** All rooms whose name or topic has this part, the liveliest first. */
export function useFoundRooms(part: string) {
  return useInfiniteQuery({
    queryKey: ['discover', part],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = {
        limit: pageLimit,
        ...(part && { query: part }),
        ...(pageParam && { cursor: pageParam }),
      }
      return fetched(request('GET', '/api/rooms/discover', { query }))
    },
    getNextPageParam: (page) => page.cursor,
    placeholderData: (before) => before,
    staleTime: 0,
  })
}
