import { t } from '@lingui/core/macro'
import { type FormEvent, useState } from 'react'
import type { ChangePasswordRequest, Refusal } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { queries } from '../../api/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { PasswordField } from './password-field.tsx'
import { sessionsKey } from './session-list.tsx'
import { tooManyTries } from './too-many-tries.ts'

const change = (body: ChangePasswordRequest) => request('POST', '/api/auth/password', { body })

/** A new password; every other login of the person ends with the old one. */
export function PasswordForm() {
  const { refusal, isBusy, ask } = useAsk()
  // A form that has done its work begins anew, empty.
  const [round, setRound] = useState(0)
  const errors = fieldErrors(refusal)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const word = (name: string) => String(form.get(name))
    const changed = await ask(() =>
      change({ currentPassword: word('currentPassword'), newPassword: word('newPassword') }),
    )
    if (!changed) return
    setRound((before) => before + 1)
    void queries.invalidateQueries({ queryKey: sessionsKey })
    toast('done', t`Password changed. Your other sessions have ended.`)
  }

  return (
    <form key={round} onSubmit={submit} noValidate className="grid gap-4">
      {refusal && !errors && (
        <Notice title={t`The password is as it was.`}>
          {refusal.code === 'rateLimited' ? tooManyTries(refusal) : refusal.message}
        </Notice>
      )}
      <PasswordField
        label={t`Current password`}
        name="currentPassword"
        autoComplete="current-password"
        required
        errors={errors?.currentPassword}
      />
      <PasswordField
        label={t`New password`}
        name="newPassword"
        hint={t`at least 8 characters`}
        autoComplete="new-password"
        required
        errors={errors?.newPassword}
      />
      <Button type="submit" isBusy={isBusy} className="justify-self-start">
        {isBusy ? t`Changing…` : t`Change password`}
      </Button>
    </form>
  )
}

function fieldErrors(refusal: Refusal | undefined): Refusal['errors'] {
  return refusal?.code === 'badCredentials' ? { currentPassword: [t`This is not it.`] } : refusal?.errors
}
