import { useState } from 'react'
import { Link } from 'wouter'
import type { Refusal } from '../../api/generated.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type Leaving, logIn, useAccount } from './account-store.ts'
import { AuthFrame, frameLink } from './auth-frame.tsx'
import { PasswordField } from './password-field.tsx'

/** Why one is out, where it was not by one's own wish. */
const endings: Record<Leaving, string | undefined> = {
  never: undefined,
  logout: undefined,
  ended: 'Sign in to go on.',
  revoked: 'It was ended from another of your devices. Sign in to go on.',
  passwordChanged: 'Your password was changed. Sign in with the new one.',
  tokenReuse: 'Its key was used twice, as a copied one would be. Sign in to go on.',
}

/** `registerPath` keeps the address that the person came for. */
export function SignInPage({ registerPath }: { readonly registerPath: string }) {
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const how = useAccount((account) => (account.at === 'out' ? account.how : 'never'))

  async function submit(form: FormData) {
    setBusy(true)
    setRefusal(await logIn(String(form.get('username')), String(form.get('password'))))
    setBusy(false)
  }

  return (
    <AuthFrame
      title="Sign in to chat"
      submit="Sign in"
      busyLabel="Signing in…"
      isBusy={isBusy}
      onSubmit={submit}
      below={
        <>
          New here?{' '}
          <Link href={registerPath} className={frameLink}>
            Create an account
          </Link>
        </>
      }
    >
      {refusal ? (
        <WhyNot refusal={refusal} />
      ) : (
        endings[how] && <Notice title="Your session has ended.">{endings[how]}</Notice>
      )}
      <Field
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        errors={refusal?.errors?.username}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        required
        errors={refusal?.errors?.password}
      />
    </AuthFrame>
  )
}

function WhyNot({ refusal }: { readonly refusal: Refusal }) {
  if (refusal.code === 'badCredentials')
    return <Notice title="Name or password is wrong.">Names ignore upper and lower case.</Notice>
  if (refusal.code === 'invalid') return null
  if (refusal.code === 'rateLimited')
    return (
      <Notice title="Too many tries.">
        Wait {Math.ceil((refusal.retryAfterMs ?? 60_000) / 1000)} s, then try again.
      </Notice>
    )
  return <Notice title="Signing in did not work.">{refusal.message}</Notice>
}
