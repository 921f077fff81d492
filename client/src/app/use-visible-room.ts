import { useEffect } from 'react'
import { showRoom } from '../features/rooms/room-store.ts'

/** Tells the room list which room is before the person's eyes: not one in a tab that nobody sees. */
export function useVisibleRoom(roomId: string) {
  useEffect(() => {
    const tell = () => showRoom(document.visibilityState === 'visible' ? roomId : undefined)
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => {
      document.removeEventListener('visibilitychange', tell)
      showRoom(undefined)
    }
  }, [roomId])
}
