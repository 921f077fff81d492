import { lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import type { UserRef } from '../api/generated.ts'
import { part } from '../ui/part.ts'
import { closeDialog, useOpenDialog } from './dialogs.ts'

const Palette = lazy(part(async () => ({ default: (await import('./palette/palette.tsx')).Palette })))
const Keys = lazy(part(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog })))
const Settings = lazy(part(async () => ({ default: (await import('./settings-dialog.tsx')).SettingsDialog })))
const Rooms = lazy(part(async () => ({ default: (await import('./rooms-dialog.tsx')).RoomsDialog })))

/** Whatever dialog is open. Their code comes when it is first needed. */
export function TheDialog({ me }: { readonly me: UserRef | undefined }) {
  const { name } = useOpenDialog()
  const [, navigate] = useLocation()
  const openRoom = (roomId: string) => {
    closeDialog()
    navigate(`/rooms/${roomId}`)
  }
  return (
    <Suspense fallback={null}>
      {name === 'keys' && <Keys onClose={closeDialog} />}
      {me && name === 'palette' && <Palette onClose={closeDialog} />}
      {me && name === 'settings' && <Settings me={me} onClose={closeDialog} />}
      {me && (name === 'create' || name === 'discover') && <Rooms name={name} onOpen={openRoom} />}
    </Suspense>
  )
}
