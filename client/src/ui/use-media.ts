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

/** The system asks for less than a tube gives: base.css then draws none. */
export const useIsCalm = () =>
  useMedia('(prefers-contrast: more) or (prefers-reduced-motion: reduce) or (forced-colors: active)')

/** Beside a room there is place for two letters of each of the others. */
export const useIsNarrow = () => useMedia('(48rem <= width < 56.25rem)')
