import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Refusal } from '../../api/generated.ts'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { type Leaving, logIn, useAccount } from './account-store.ts'
import { AuthFrame, frameLink } from './auth-frame.tsx'
import { PasswordField } from './password-field.tsx'
import { tooManyTries } from './too-many-tries.ts'

/** Why one is out, where it was not by one's own wish. */
function endingOf(how: Leaving): string | undefined {
  switch (how) {
    case 'ended':
      return t`Sign in to go on.`
    case 'revoked':
      return t`It was ended from another of your devices. Sign in to go on.`
    case 'passwordChanged':
      return t`Your password was changed. Sign in with the new one.`
    case 'tokenReuse':
      return t`Its key was used twice, as a copied one would be. Sign in to go on.`
    default:
      return undefined
  }
}

/** `registerPath` keeps the address that the person came for. */
export function SignInPage({ registerPath }: { readonly registerPath: string }) {
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const how = useAccount((account) => (account.at === 'out' ? account.how : 'never'))

  const ending = endingOf(how)

  async function submit(form: FormData) {
    setBusy(true)
    setRefusal(await logIn(String(form.get('username')), String(form.get('password'))))
    setBusy(false)
  }

  return (
    <AuthFrame
      title={t`Sign in to chat`}
      submit={t`Sign in`}
      busyLabel={t`Signing in…`}
      isBusy={isBusy}
      onSubmit={submit}
      below={
        <>
          {t`New here?`}{' '}
          <Link href={registerPath} className={frameLink}>
            {t`Create an account`}
          </Link>
        </>
      }
    >
      {refusal ? (
        <WhyNot refusal={refusal} />
      ) : (
        ending && <Notice title={t`Your session has ended.`}>{ending}</Notice>
      )}
      <Field
        label={t`Username`}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        errors={refusal?.errors?.username}
      />
      <PasswordField
        label={t`Password`}
        autoComplete="current-password"
        required
        errors={refusal?.errors?.password}
      />
    </AuthFrame>
  )
}

function WhyNot({ refusal }: { readonly refusal: Refusal }) {
  if (refusal.code === 'badCredentials')
    return <Notice title={t`Name or password is wrong.`}>{t`Names ignore upper and lower case.`}</Notice>
  if (refusal.code === 'invalid') return null
  if (refusal.code === 'rateLimited') return <Notice title={t`Not now.`}>{tooManyTries(refusal)}</Notice>
  return <Notice title={t`Signing in did not work.`}>{refusal.message}</Notice>
}
