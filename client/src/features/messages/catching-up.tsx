import { t } from '@lingui/core/macro'
import { RefreshCw } from 'lucide-react'
import { useIsSlow } from '../../ui/use-is-slow.ts'

/** Something was said that is not here yet: over the log, so that nothing moves when it comes. */
export function CatchingUp({ isTroubled }: { readonly isTroubled: boolean }) {
  const isLong = useIsSlow() || isTroubled
  return (
    <p
      role="status"
      className="late pointer-events-none absolute inset-x-0 top-2 z-2 mx-auto flex w-fit max-w-[90%] items-center gap-2 rounded-xs border border-edge bg-overlay px-3 py-1 font-tell text-[.875rem] text-text shadow-float"
    >
      <RefreshCw className="size-3.5 shrink-0 text-accent" aria-hidden />
      {isLong ? t`Still catching up. Trying again by itself.` : t`Catching up…`}
    </p>
  )
}
