import type { MemberRoom } from '../../api/generated.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { leave } from './room-store.ts'

type Props = { readonly room: MemberRoom; readonly onClose: () => void; readonly onLeft: () => void }

export function LeaveRoomDialog({ room, onClose, onLeft }: Props) {
  return (
    <ConfirmDialog
      title="Leave the room?"
      keep="Stay"
      go="Leave room"
      going="Leaving…"
      failure="You are still in the room."
      reason={({ code, message }) =>
        code === 'ownerCannotLeave' ? 'Its owner cannot leave it: hand it over first.' : message
      }
      act={() => leave(room.id)}
      onDone={() => {
        toast('done', `You left #${room.name}.`)
        onLeft()
      }}
      onClose={onClose}
    >
      <p className="break-words">
        You will hear nothing of <b className="text-strong">#{room.name}</b> any more. You can join it again.
      </p>
    </ConfirmDialog>
  )
}
