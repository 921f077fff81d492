import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { MemberRoom, UserRef } from '../../api/generated.ts'
import { Choice } from '../../ui/choice.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { ban, mute, removeMember } from './acts.ts'

type Props = { readonly room: MemberRoom; readonly user: UserRef; readonly onClose: () => void }

const reasonMax = 255

export function RemoveDialog({ room, user, onClose }: Props) {
  return (
    <ConfirmDialog
      title={t`Remove ${user.username}?`}
      keep={t`Keep them`}
      go={t`Remove`}
      going={t`Removing…`}
      failure={t`They are still in the room.`}
      act={() => removeMember(room.id, user.id)}
      onDone={() => {
        toast('done', t`${user.username} is out of #${room.name}.`)
        onClose()
      }}
      onClose={onClose}
    >
      <p className="break-words">
        <Trans>
          <b className="text-strong">{user.username}</b> is out of <b className="text-strong">#{room.name}</b>{' '}
          at once, and may join again. A ban keeps them out.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}

export function BanDialog({ room, user, onClose }: Props) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      title={t`Ban ${user.username}?`}
      keep={t`Keep them`}
      go={t`Ban`}
      going={t`Banning…`}
      failure={t`They are not banned.`}
      act={() => ban(room.id, user.id, reason)}
      onDone={() => {
        toast('done', t`${user.username} is banned from #${room.name}.`)
        onClose()
      }}
      onClose={onClose}
    >
      <p className="break-words">
        <Trans>
          <b className="text-strong">{user.username}</b> is out of <b className="text-strong">#{room.name}</b>{' '}
          and cannot join again until you lift the ban.
        </Trans>
      </p>
      <Field
        label={t`Why`}
        hint={t`for your audit; may be blank`}
        autoComplete="off"
        maxLength={reasonMax}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ConfirmDialog>
  )
}

export function MuteDialog({ room, user, onClose }: Props) {
  const [minutes, setMinutes] = useState('60')
  const options = { '10': t`10 min`, '60': t`1 hour`, '1440': t`1 day`, '10080': t`1 week` }
  return (
    <ConfirmDialog
      title={t`Mute ${user.username}?`}
      keep={t`Let them speak`}
      go={t`Mute`}
      going={t`Muting…`}
      isDanger={false}
      failure={t`They may still speak.`}
      act={() => mute(room.id, user.id, Number(minutes))}
      onDone={() => {
        toast('done', t`${user.username} is muted in #${room.name}.`)
        onClose()
      }}
      onClose={onClose}
    >
      <p className="break-words">
        <Trans>
          <b className="text-strong">{user.username}</b> can read along, and say nothing until the time is
          over. Everybody in the room sees it.
        </Trans>
      </p>
      <Choice label={t`For how long`} value={minutes} options={options} onPick={setMinutes} />
    </ConfirmDialog>
  )
}
