import { Hash } from 'lucide-react'
import type { UserRef } from '../api/generated.ts'
import { useRooms } from '../features/rooms/room-store.ts'
import { Blank } from '../ui/blank.tsx'
import { Sidebar } from './sidebar.tsx'

/** No room is open: the rooms, and at their side what to do with them. */
export function Home({ me }: { readonly me: UserRef }) {
  const isKnown = useRooms((state) => state.isKnown)
  const isEmpty = useRooms((state) => Object.keys(state.byId).length === 0)
  return (
    <main className="flex min-h-0 grow">
      <h1 className="sr-only md:hidden">Rooms</h1>
      <Sidebar me={me} as="div" />
      <div className="flex min-w-0 grow max-md:hidden">
        {isKnown && (
          <Blank icon={Hash} title={isEmpty ? 'No rooms yet' : 'Pick a room'}>
            {isEmpty
              ? 'Discover or create one at the left, or open the link of one that you were given.'
              : 'Your rooms stand at the left, the liveliest first.'}
          </Blank>
        )}
      </div>
    </main>
  )
}
