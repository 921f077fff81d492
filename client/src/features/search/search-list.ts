import { useInfiniteQuery } from '@tanstack/react-query'
import type { Hits } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { fetched } from '../../api/queries.ts'

const pageLimit = 20

/** What was said in the room with these words, the newest first. */
export function useHits(roomId: string, words: string) {
  return useInfiniteQuery({
    queryKey: ['search', roomId, words],
    enabled: words !== '',
    initialPageParam: 0,
    queryFn: ({ pageParam }) => {
      const search = new URLSearchParams({ q: words, limit: String(pageLimit) })
      if (pageParam > 0) search.set('before', String(pageParam))
      return fetched(request<Hits>('GET', `/api/rooms/${roomId}/search?${search}`))
    },
    getNextPageParam: ({ hits, hasMore }) => (hasMore ? hits.at(-1)?.message.id : undefined),
    placeholderData: (before) => before,
    // What is found is as of now: words come and go with every line.
    staleTime: 0,
  })
}
