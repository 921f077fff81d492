import { useSyncExternalStore } from 'react'

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listen) => {
      const list = matchMedia(query)
      list.addEventListener('change', listen)
      return () => list.removeEventListener('change', listen)
    },
    () => matchMedia(query).matches,
  )
}

/** One pane at a time, and a thumb. */
export const useIsPhone = () => useMedia('(width < 48rem)')

/** Beside a room there is place for two letters of each of the others. */
export const useIsNarrow = () => useMedia('(48rem <= width < 56.25rem)')
