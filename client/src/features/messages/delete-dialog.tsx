import { t } from '@lingui/core/macro'
import type { Message } from '../../api/generated.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { remove } from './deeds.ts'

type Props = { readonly message: Message; readonly onClose: () => void }

export function DeleteDialog({ message, onClose }: Props) {
  return (
    <ConfirmDialog
      title={t`Delete the message?`}
      keep={t`Keep`}
      go={t`Delete message`}
      going={t`Deleting…`}
      failure={t`The message is still there.`}
      act={async () => {
        const refusal = await remove(message)
        return refusal ? { refusal } : { value: undefined }
      }}
      onDone={onClose}
      onClose={onClose}
    >
      <p className="line-clamp-4 border-l-2 border-edge pl-3 [overflow-wrap:anywhere]">{message.text}</p>
    </ConfirmDialog>
  )
}
