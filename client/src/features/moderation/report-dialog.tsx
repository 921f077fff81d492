import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Message } from '../../api/generated.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { report } from './acts.ts'

type Props = { readonly message: Message; readonly onClose: () => void }

/** Tells the owner of the room and administrators about a message; nobody else learns of it. */
export function ReportDialog({ message, onClose }: Props) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      title={t`Report this message?`}
      keep={t`Leave it`}
      go={t`Report`}
      going={t`Reporting…`}
      failure={t`It is not reported.`}
      act={() => report(message, reason)}
      onDone={() => {
        toast('done', t`Reported. The owner of the room will see it.`)
        onClose()
      }}
      onClose={onClose}
    >
      <blockquote dir="auto" className="line-clamp-3 border-l-2 border-edge pl-3 text-muted">
        {message.text}
      </blockquote>
      <p>
        <Trans>
          The owner of the room and administrators can see that you reported what{' '}
          <b className="text-strong">{message.author.username}</b> said. Nobody else can.
        </Trans>
      </p>
      <Field
        label={t`Why`}
        hint={t`may be blank`}
        autoComplete="off"
        maxLength={255}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  )
}
