import { useEffect } from 'react'

/** The tab says how many rooms have news. */
export function useTitle(unreadRooms: number) {
  useEffect(() => {
    document.title = unreadRooms > 0 ? `(${unreadRooms}) Rostra` : 'Rostra'
  }, [unreadRooms])
}
