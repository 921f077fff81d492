import { t } from '@lingui/core/macro'
import { Link, useLocation } from 'wouter'
import type { ResetRequest } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { dropSession } from '../../api/session.ts'
import { Notice } from '../../ui/notice.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { useAccount } from './account-store.ts'
import { AuthFrame, frameLink } from './auth-frame.tsx'
import { PasswordField } from './password-field.tsx'
import { tooManyTries } from './too-many-tries.ts'

const reset = (body: ResetRequest) => request('POST', '/api/auth/reset', { body })

/** Where a one-time link leads: its secret stands behind the #, which no server is sent. */
export function ResetPage() {
  const { refusal, isBusy, ask } = useAsk()
  const [, navigate] = useLocation()

  async function submit(form: FormData) {
    const token = location.hash.slice(1)
    const done = await ask(() => reset({ token, newPassword: String(form.get('newPassword')) }))
    if (!done) return
    dropSession()
    useAccount.setState({ at: 'out', how: 'passwordChanged' }, true)
    navigate('/login', { replace: true })
  }

  return (
    <AuthFrame
      title={t`New password`}
      submit={t`Change password`}
      busyLabel={t`Changing…`}
      isBusy={isBusy}
      onSubmit={submit}
      below={
        <Link href="/login" className={frameLink}>
          {t`Sign in`}
        </Link>
      }
    >
      {refusal && !refusal.errors?.newPassword && (
        <Notice title={t`The password is as it was.`}>
          {refusal.code === 'rateLimited' ? tooManyTries(refusal) : refusal.message}
        </Notice>
      )}
      <PasswordField
        label={t`New password`}
        name="newPassword"
        hint={t`at least 8 characters`}
        autoComplete="new-password"
        required
        errors={refusal?.errors?.newPassword}
      />
    </AuthFrame>
  )
}
