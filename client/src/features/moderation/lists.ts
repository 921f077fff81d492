import { useInfiniteQuery } from '@tanstack/react-query'
import { request } from '../../api/http.ts'
import { fetched, queries } from '../../api/queries.ts'

const limit = 50

const paged = (pageParam: string) => ({ limit, ...(pageParam && { cursor: pageParam }) })
const keyOf = (roomId: string) => ['moderation', roomId]

export function useBans(roomId: string) {
  return useInfiniteQuery({
    queryKey: [...keyOf(roomId), 'bans'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      fetched(request('GET', '/api/rooms/{roomId}/bans', { path: { roomId }, query: paged(pageParam) })),
    getNextPageParam: (page) => page.cursor,
  })
}

export function useReports(roomId: string) {
  return useInfiniteQuery({
    queryKey: [...keyOf(roomId), 'reports'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      fetched(request('GET', '/api/rooms/{roomId}/reports', { path: { roomId }, query: paged(pageParam) })),
    getNextPageParam: (page) => page.cursor,
  })
}

export function useAudit(roomId: string) {
  return useInfiniteQuery({
    queryKey: [...keyOf(roomId), 'audit'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      fetched(request('GET', '/api/rooms/{roomId}/audit', { path: { roomId }, query: paged(pageParam) })),
    getNextPageParam: (page) => page.cursor,
  })
}

/** What was fetched of the room is old: something was done in it. */
export const forgetLists = (roomId: string) => queries.invalidateQueries({ queryKey: keyOf(roomId) })
