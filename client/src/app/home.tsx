import { t } from '@lingui/core/macro'
import { Hash } from 'lucide-react'
import type { UserRef } from '../api/generated.ts'
import { useRooms } from '../features/rooms/room-store.ts'
import { Blank } from '../ui/blank.tsx'
import { useIsPhone } from '../ui/use-media.ts'
import { FirstSteps } from './first-steps.tsx'
import { Sidebar } from './sidebar.tsx'

/** No room is open: the rooms, and at their side what to do with them. */
export function Home({ me }: { readonly me: UserRef }) {
  const isKnown = useRooms((state) => state.isKnown)
  const isEmpty = useRooms((state) => Object.keys(state.byId).length === 0)
  const isPhone = useIsPhone()
  return (
    <main className="flex min-h-0 grow">
      <h1 className="sr-only md:hidden">{t`Rooms`}</h1>
      <Sidebar me={me} as="div" blank={isPhone && <FirstSteps />} />
      {!isPhone && (
        <div className="flex min-w-0 grow">{isKnown && (isEmpty ? <FirstSteps /> : <PickOne />)}</div>
      )}
    </main>
  )
}

const PickOne = () => (
  <Blank icon={Hash} title={t`Pick a room`}>
    {t`Your rooms stand at the left, the liveliest first.`}
  </Blank>
)
