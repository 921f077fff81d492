import { t } from '@lingui/core/macro'
import { ArrowLeft } from 'lucide-react'
import { Link, useLocation, useSearch } from 'wouter'
import type { UserRef } from '../api/generated.ts'
import { Oversight, type OversightPart, oversightParts } from '../features/oversight/oversight.tsx'
import { Button } from '../ui/button.tsx'
import { Pane } from '../ui/pane.tsx'
import { Sidebar } from './sidebar.tsx'

/** The whole place, for whoever looks after it. What is shown stands in the address. */
export function AdminPage({ me }: { readonly me: UserRef }) {
  const [, navigate] = useLocation()
  const wanted = new URLSearchParams(useSearch()).get('show')
  const shown = oversightParts.find((part) => part === wanted) ?? 'nodes'
  const show = (part: OversightPart) => navigate(`/admin?show=${part}`, { replace: true })
  return (
    <div className="flex min-h-0 grow">
      <div className="contents max-md:hidden">
        <Sidebar me={me} />
      </div>
      <main className="flex min-h-0 min-w-0 grow flex-col overflow-y-auto">
        <Link
          href="/"
          className="flex min-h-11 shrink-0 items-center gap-2 px-4 font-tell text-[.9375rem] text-primary underline underline-offset-4 md:hidden"
        >
          <ArrowLeft className="size-4" aria-hidden />
          {t`Back to rooms`}
        </Link>
        <Pane what={t`Administration`}>
          <Oversight
            shown={shown}
            onShow={show}
            link={(path, children) => (
              <Link href={path} className="min-w-0 break-words text-primary underline underline-offset-4">
                {children}
              </Link>
            )}
            actions={
              <Button kind="primary" onClick={() => navigate('/')}>
                {t`Back to rooms`}
              </Button>
            }
          />
        </Pane>
      </main>
    </div>
  )
}
