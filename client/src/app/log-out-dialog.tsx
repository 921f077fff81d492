import { plural, t } from '@lingui/core/macro'
import type { Refusal } from '../api/generated.ts'
import { logOut } from '../features/accounts/account-store.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

/** What a logout would throw away. */
export type Lost = { readonly lines: number; readonly drafts: number }

const unreachable = (): Refusal => ({ code: 'busy', message: t`The server could not be reached.` })

/** A logout leaves nothing on the machine: whoever has written what nobody has yet is asked first. */
export function LogOutDialog({ lines, drafts, onClose }: Lost & { readonly onClose: () => void }) {
  return (
    <ConfirmDialog
      title={t`Log out?`}
      keep={t`Stay`}
      go={t`Log out`}
      going={t`Logging out…`}
      failure={t`You are still logged in.`}
      act={async () => ((await logOut()) ? { value: undefined } : { refusal: unreachable() })}
      onDone={onClose}
      onClose={onClose}
    >
      <div>
        {lines > 0 && (
          <p>{plural(lines, { one: '# line is not sent yet.', other: '# lines are not sent yet.' })}</p>
        )}
        {drafts > 0 && <p>{plural(drafts, { one: '# text is begun.', other: '# texts are begun.' })}</p>}
        <p>{t`A logout leaves nothing of yours in this browser: they would be gone.`}</p>
      </div>
    </ConfirmDialog>
  )
}
