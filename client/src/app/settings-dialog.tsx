import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import type { UserRef } from '../api/generated.ts'
import { logOut, useAccount } from '../features/accounts/account-store.ts'
import { PasswordForm } from '../features/accounts/password-form.tsx'
import { SessionList } from '../features/accounts/session-list.tsx'
import { countKept } from '../features/messages/keeping.ts'
import { NoticesSection } from '../features/notices/notices-section.tsx'
import { LookSection } from '../features/status/look-section.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { toast } from '../ui/toasts.tsx'
import { LogOutDialog, type Lost } from './log-out-dialog.tsx'

type Props = { readonly me: UserRef; readonly onClose: () => void }

/** The look, the account, and the way out. */
export function SettingsDialog({ me, onClose }: Props) {
  const email = useAccount((account) => (account.at === 'in' ? account.user.email : ''))

  const [lost, setLost] = useState<Lost>()

  async function leave() {
    const kept = await countKept()
    if (kept.lines + kept.drafts > 0) setLost(kept)
    else if (!(await logOut())) toast('failed', t`You are still logged in: the server could not be reached.`)
  }

  if (lost) return <LogOutDialog {...lost} onClose={() => setLost(undefined)} />
  return (
    <Dialog title={t`Settings`} size="wide" onClose={onClose}>
      <div className="grid items-start gap-x-8 gap-y-7 md:grid-cols-2">
        <div className="grid grid-cols-1 gap-7">
          <Part label={t`LOOK`}>
            <LookSection />
          </Part>
          <Part label={t`NOTICES`}>
            <NoticesSection />
          </Part>
        </div>
        <div className="grid grid-cols-1 gap-7">
          <Part label={t`ACCOUNT`}>
            <div className="flex items-center gap-3">
              <Avatar name={me.username} />
              <div className="min-w-0 grow">
                <p className="truncate font-tell text-strong">{me.username}</p>
                <p className="truncate text-[.8125rem] text-muted">{email}</p>
              </div>
              <Button onClick={() => void leave()}>{t`Log out`}</Button>
            </div>
          </Part>
          <Part label={t`PASSWORD`}>
            <PasswordForm />
          </Part>
          <Part label={t`SESSIONS`}>
            <SessionList />
          </Part>
        </div>
      </div>
    </Dialog>
  )
}

function Part({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section aria-label={label.toLowerCase()}>
      <h3 className="mb-3 border-b border-line pb-2 font-label text-[.5rem] text-muted">{label}</h3>
      {children}
    </section>
  )
}
