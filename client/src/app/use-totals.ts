import { queuedCount } from '../features/messages/outbox.ts'
import { useOutbox } from '../features/messages/outbox-store.ts'
import { useNotices } from '../features/notices/notice-settings.ts'
import { useRooms } from '../features/rooms/room-store.ts'
import { unreadOf } from '../features/rooms/rooms.ts'

export const useQueued = () => useOutbox((state) => queuedCount(state.lines))

/** Muted rooms count nowhere. */
export function useUnreadRooms() {
  const muted = useNotices((notices) => notices.muted)
  return useRooms(
    (state) =>
      Object.values(state.byId).filter((room) => unreadOf(state, room) > 0 && !muted.includes(room.id))
        .length,
  )
}

/** All unread lines: of a room with a hundred or more, a hundred. */
export function useUnread() {
  const muted = useNotices((notices) => notices.muted)
  return useRooms((state) =>
    Object.values(state.byId).reduce(
      (sum, room) => sum + (muted.includes(room.id) ? 0 : unreadOf(state, room)),
      0,
    ),
  )
}
