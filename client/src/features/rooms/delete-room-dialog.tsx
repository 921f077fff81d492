import type { MemberRoom } from '../../api/generated.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { deleteRoom } from './room-store.ts'

type Props = { readonly room: MemberRoom; readonly onClose: () => void; readonly onDeleted: () => void }

export function DeleteRoomDialog({ room, onClose, onDeleted }: Props) {
  return (
    <ConfirmDialog
      title="Delete the room?"
      keep="Keep"
      go="Delete room"
      going="Deleting…"
      failure="The room is still there."
      act={() => deleteRoom(room.id)}
      onDone={() => {
        toast('done', `#${room.name} is deleted.`)
        onDeleted()
      }}
      onClose={onClose}
    >
      <p className="break-words">
        <b className="text-strong">#{room.name}</b> and everything said in it go away for{' '}
        {room.memberCount === 1 ? 'good' : `all ${room.memberCount} members, for good`}. Nobody can take that
        back.
      </p>
    </ConfirmDialog>
  )
}
