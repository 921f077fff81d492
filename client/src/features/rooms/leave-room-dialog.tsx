import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { MemberRoom } from '../../api/generated.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { leave } from './room-store.ts'

type Props = { readonly room: MemberRoom; readonly onClose: () => void; readonly onLeft: () => void }

export function LeaveRoomDialog({ room, onClose, onLeft }: Props) {
  return (
    <ConfirmDialog
      title={t`Leave the room?`}
      keep={t`Stay`}
      go={t`Leave room`}
      going={t`Leaving…`}
      failure={t`You are still in the room.`}
      act={() => leave(room.id)}
      onDone={() => {
        toast('done', t`You left #${room.name}.`)
        onLeft()
      }}
      onClose={onClose}
    >
      <p className="break-words">
        <Trans>
          You will hear nothing of <b className="text-strong">#{room.name}</b> any more. You can join it
          again.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
