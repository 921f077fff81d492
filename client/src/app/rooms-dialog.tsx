import { CreateRoomDialog } from '../features/rooms/create-room-dialog.tsx'
import { DiscoverDialog } from '../features/rooms/discover-dialog.tsx'
import { closeDialog, openDialog } from './dialogs.ts'

type Props = { readonly name: 'create' | 'discover'; readonly onOpen: (roomId: string) => void }

/** The two ways to another room. */
export function RoomsDialog({ name, onOpen }: Props) {
  if (name === 'create') return <CreateRoomDialog onClose={closeDialog} onMade={onOpen} />
  return <DiscoverDialog onClose={closeDialog} onCreate={() => openDialog('create')} onOpen={onOpen} />
}
