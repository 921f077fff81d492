import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { MemberRoom, UserRef } from '../../api/generated.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { handOver } from './room-store.ts'

type Props = { readonly room: MemberRoom; readonly to: UserRef; readonly onClose: () => void }

export function HandOverDialog({ room, to, onClose }: Props) {
  return (
    <ConfirmDialog
      title={t`Hand the room over?`}
      keep={t`Keep it`}
      go={t`Hand over`}
      going={t`Handing over…`}
      failure={t`The room is still yours.`}
      act={() => handOver(room.id, to.id)}
      onDone={() => {
        toast('done', t`${to.username} now owns #${room.name}.`)
        onClose()
      }}
      onClose={onClose}
    >
      <p className="break-words">
        <Trans>
          <b className="text-strong">{to.username}</b> will own <b className="text-strong">#{room.name}</b>.
          You stay a member; only the new owner can give it back.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
