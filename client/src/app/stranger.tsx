import { UnsentHere } from '../features/messages/unsent-here.tsx'
import { StrangerPage } from '../features/rooms/stranger-page.tsx'

/** A room that is not mine, or no longer: what it is, and what I still have for it. */
export function Stranger({ roomId, onBack }: { readonly roomId: string; readonly onBack: () => void }) {
  return (
    <>
      <StrangerPage roomId={roomId} onBack={onBack} />
      <UnsentHere roomId={roomId} />
    </>
  )
}
