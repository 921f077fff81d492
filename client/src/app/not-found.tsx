import { t } from '@lingui/core/macro'
import { CircleQuestionMark } from 'lucide-react'
import { useLocation } from 'wouter'
import type { UserRef } from '../api/generated.ts'
import { Blank } from '../ui/blank.tsx'
import { Button } from '../ui/button.tsx'
import { Sidebar } from './sidebar.tsx'

/** An address that leads nowhere. */
export function NotFound({ me }: { readonly me: UserRef }) {
  const [, navigate] = useLocation()
  return (
    <div className="flex min-h-0 grow">
      <div className="contents max-md:hidden">
        <Sidebar me={me} />
      </div>
      <main className="flex min-w-0 grow">
        <Blank
          icon={CircleQuestionMark}
          title={t`404 · Nothing here`}
          actions={
            <Button kind="primary" onClick={() => navigate('/')}>
              {t`Back to rooms`}
            </Button>
          }
        >
          {t`No page has this address. It may have been cut short on its way to you.`}
        </Blank>
      </main>
    </div>
  )
}
