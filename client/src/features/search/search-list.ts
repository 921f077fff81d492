import { useInfiniteQuery } from '@tanstack/react-query'
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
      const query = { q: words, limit: pageLimit, ...(pageParam > 0 && { before: pageParam }) }
      return fetched(request('GET', '/api/rooms/{roomId}/search', { path: { roomId }, query }))
    },
    getNextPageParam: ({ hits, hasMore }) => (hasMore ? hits.at(-1)?.message.id : undefined),
    placeholderData: (before) => before,
    // What is found is as of now: words come and go with every line.
    staleTime: 0,
  })
}

/** What was said anywhere where I am, with words and filters, the newest first. */
export function useHitsAnywhere(words: string) {
  return useInfiniteQuery({
    queryKey: ['search', words],
    enabled: words !== '',
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = { q: words, limit: pageLimit, ...(pageParam && { cursor: pageParam }) }
      return fetched(request('GET', '/api/search', { query }))
    },
    getNextPageParam: ({ cursor }) => cursor,
    placeholderData: (before) => before,
    staleTime: 0,
  })
}
