import { useState } from 'react'
import { Link } from 'wouter'
import type { Refusal } from '../../api/generated.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { register } from './account-store.ts'
import { AuthFrame, frameLink } from './auth-frame.tsx'
import { PasswordField } from './password-field.tsx'

/** Refusals that belong to one field, in the words that stand at it. */
const taken: Record<string, Record<string, string[]>> = {
  usernameTaken: { username: ['This name is taken.'] },
  emailTaken: { email: ['This address has an account.'] },
}

export function RegisterPage({ signInPath }: { readonly signInPath: string }) {
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const errors = refusal && (refusal.errors ?? taken[refusal.code])

  async function submit(form: FormData) {
    setBusy(true)
    const word = (name: string) => String(form.get(name))
    setRefusal(await register(word('username'), word('email'), word('password')))
    setBusy(false)
  }

  return (
    <AuthFrame
      title="Create an account"
      submit="Create account"
      busyLabel="Creating…"
      isBusy={isBusy}
      onSubmit={submit}
      below={
        <>
          Here before?{' '}
          <Link href={signInPath} className={frameLink}>
            Sign in
          </Link>
        </>
      }
    >
      {refusal && !errors && <Notice title="The account was not made.">{refusal.message}</Notice>}
      <Field
        label="Username"
        name="username"
        hint="3 to 50 letters"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        errors={errors?.username}
      />
      <Field
        label="E-mail"
        name="email"
        type="email"
        hint="only you see it"
        autoComplete="email"
        required
        errors={errors?.email}
      />
      <PasswordField
        label="Password"
        hint="at least 8 characters"
        autoComplete="new-password"
        required
        errors={errors?.password}
      />
    </AuthFrame>
  )
}
