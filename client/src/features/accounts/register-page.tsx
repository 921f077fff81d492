import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Refusal } from '../../api/generated.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { register } from './account-store.ts'
import { AuthFrame, frameLink } from './auth-frame.tsx'
import { PasswordField } from './password-field.tsx'

/** Refusals that belong to one field, in the words that stand at it. */
function takenOf(code: string): Record<string, string[]> | undefined {
  if (code === 'usernameTaken') return { username: [t`This name is taken.`] }
  return code === 'emailTaken' ? { email: [t`This address has an account.`] } : undefined
}

export function RegisterPage({ signInPath }: { readonly signInPath: string }) {
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const errors = refusal && (refusal.errors ?? takenOf(refusal.code))

  async function submit(form: FormData) {
    setBusy(true)
    const word = (name: string) => String(form.get(name))
    // The secret of an invitation stands behind the #, which no server is sent.
    setRefusal(await register(word('username'), word('email'), word('password'), location.hash.slice(1)))
    setBusy(false)
  }

  return (
    <AuthFrame
      title={t`Create an account`}
      submit={t`Create account`}
      busyLabel={t`Creating…`}
      isBusy={isBusy}
      onSubmit={submit}
      below={
        <>
          {t`Here before?`}{' '}
          <Link href={signInPath} className={frameLink}>
            {t`Sign in`}
          </Link>
        </>
      }
    >
      {refusal && (!errors || errors.invite) && (
        <Notice title={t`The account was not made.`}>{refusal.message}</Notice>
      )}
      <Field
        label={t`Username`}
        name="username"
        hint={t`3 to 50 letters`}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        errors={errors?.username}
      />
      <Field
        label={t`E-mail`}
        name="email"
        type="email"
        hint={t`only you see it`}
        autoComplete="email"
        required
        errors={errors?.email}
      />
      <PasswordField
        label={t`Password`}
        hint={t`at least 8 characters`}
        autoComplete="new-password"
        required
        errors={errors?.password}
      />
    </AuthFrame>
  )
}
