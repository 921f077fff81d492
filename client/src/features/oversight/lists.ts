import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { request } from '../../api/http.ts'
import { fetched, queries } from '../../api/queries.ts'

const limit = 50

/** As often as nodes tell. */
const nodesEveryMs = 5_000

const whetherMs = 60_000

const key = ['oversight']
const paged = (pageParam: string) => ({ limit, ...(pageParam && { cursor: pageParam }) })

/** Whether this person looks after the place. Asked where something needs it, and not again for a while. */
export const useWhether = () =>
  useQuery({
    queryKey: [...key, 'whether'],
    queryFn: () => fetched(request('GET', '/api/admin')),
    staleTime: whetherMs,
  })

export const useNodes = () =>
  useQuery({
    queryKey: [...key, 'nodes'],
    queryFn: () => fetched(request('GET', '/api/admin/nodes')),
    refetchInterval: nodesEveryMs,
  })

export const useAllRooms = () =>
  useInfiniteQuery({
    queryKey: [...key, 'rooms'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => fetched(request('GET', '/api/admin/rooms', { query: paged(pageParam) })),
    getNextPageParam: (page) => page.cursor,
  })

export const useAllPeople = () =>
  useInfiniteQuery({
    queryKey: [...key, 'people'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => fetched(request('GET', '/api/admin/people', { query: paged(pageParam) })),
    getNextPageParam: (page) => page.cursor,
  })

export const useAllReports = (closed: boolean) =>
  useInfiniteQuery({
    queryKey: [...key, 'reports', closed],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      fetched(request('GET', '/api/admin/reports', { query: { closed, ...paged(pageParam) } })),
    getNextPageParam: (page) => page.cursor,
  })

export const useAllActs = () =>
  useInfiniteQuery({
    queryKey: [...key, 'audit'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => fetched(request('GET', '/api/admin/audit', { query: paged(pageParam) })),
    getNextPageParam: (page) => page.cursor,
  })

/** Looked at: it waits no longer, here or at the room's owner. */
export const closeReports = (roomId: string, id: number) =>
  request('DELETE', '/api/rooms/{roomId}/reports/{id}', { path: { roomId, id } })

/** A report was closed: it is in the other list now, and its room has one less. */
export const forgetReports = () => queries.invalidateQueries({ queryKey: key })
