import { useInfiniteQuery } from '@tanstack/react-query'
import type { Batch } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { fetched, queries } from '../../api/queries.ts'
import { meet } from '../../ui/people.ts'

const pageLimit = 50

/** A room that many join at once is not asked again for each of them. */
const staleMs = 1_000

const stale = new Map<string, ReturnType<typeof setTimeout>>()

/** The members of a room by name, page by page. */
export function useMemberList(roomId: string, query: string) {
  return useInfiniteQuery({
    queryKey: ['members', roomId, query],
    initialPageParam: '',
    queryFn: async ({ pageParam }) => {
      const page = { limit: pageLimit, ...(query && { query }), ...(pageParam && { cursor: pageParam }) }
      const found = await fetched(
        request('GET', '/api/rooms/{roomId}/members', { path: { roomId }, query: page }),
      )
      meet(
        roomId,
        found.members.map((member) => member.user),
      )
      return found
    },
    getNextPageParam: (page) => page.cursor,
    placeholderData: (before) => before,
  })
}

/** Whoever comes, goes or changes makes what was fetched old. */
export function receiveBatch(batch: Batch) {
  if (!('upTo' in batch)) return
  const { roomId, events } = batch
  if (!events.some((event) => event.type.startsWith('member')) || stale.has(roomId)) return
  const timer = setTimeout(() => {
    stale.delete(roomId)
    void queries.invalidateQueries({ queryKey: ['members', roomId] })
  }, staleMs)
  stale.set(roomId, timer)
}
