import { useSyncExternalStore } from 'react'

/** Asked for once: many rows ask, and often. */
const lists = new Map<string, MediaQueryList>()

function listOf(query: string): MediaQueryList {
  const list = lists.get(query) ?? matchMedia(query)
  lists.set(query, list)
  return list
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listen) => {
      listOf(query).addEventListener('change', listen)
      return () => listOf(query).removeEventListener('change', listen)
    },
    () => listOf(query).matches,
  )
}

/** One pane at a time, and a thumb. */
export const useIsPhone = () => useMedia('(width < 48rem)')

/** Beside a room there is place for two letters of each of the others. */
export const useIsNarrow = () => useMedia('(48rem <= width < 56.25rem)')
