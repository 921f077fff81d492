import { queuedCount } from '../features/messages/outbox.ts'
import { useOutbox } from '../features/messages/outbox-store.ts'
import { useRooms } from '../features/rooms/room-store.ts'
import { unreadOf } from '../features/rooms/rooms.ts'

export const useQueued = () => useOutbox((state) => queuedCount(state.lines))

export const useUnreadRooms = () =>
  useRooms((state) => Object.values(state.byId).filter((room) => unreadOf(state, room) > 0).length)
