import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { MemberRoom } from '../../api/generated.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { deleteRoom } from './room-store.ts'

type Props = { readonly room: MemberRoom; readonly onClose: () => void; readonly onDeleted: () => void }

export function DeleteRoomDialog({ room, onClose, onDeleted }: Props) {
  return (
    <ConfirmDialog
      title={t`Delete the room?`}
      keep={t`Keep`}
      go={t`Delete room`}
      going={t`Deleting…`}
      failure={t`The room is still there.`}
      act={() => deleteRoom(room.id)}
      onDone={() => {
        toast('done', t`#${room.name} is deleted.`)
        onDeleted()
      }}
      onClose={onClose}
    >
      <p className="break-words">
        {room.memberCount === 1 ? (
          <Trans>
            <b className="text-strong">#{room.name}</b> and everything said in it go away for good. Nobody can
            take that back.
          </Trans>
        ) : (
          <Trans>
            <b className="text-strong">#{room.name}</b> and everything said in it go away for all{' '}
            {room.memberCount} members, for good. Nobody can take that back.
          </Trans>
        )}
      </p>
    </ConfirmDialog>
  )
}
