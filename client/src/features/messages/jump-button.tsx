import { t } from '@lingui/core/macro'
import { ArrowDown } from 'lucide-react'

export function JumpButton({ count, onJump }: { readonly count: number; readonly onJump: () => void }) {
  const shown = count >= 100 ? '99+' : count
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute right-5 bottom-2 z-2 inline-flex min-h-9 items-center gap-2 rounded-xs border border-primary bg-overlay px-3.5 font-head text-[1rem] tracking-[.07em] text-primary shadow-float hover:brightness-112 max-md:right-3 max-md:min-h-11"
    >
      <ArrowDown className="size-4" aria-hidden />
      {count > 0 ? t`${shown} new · jump to latest` : t`Jump to latest`}
    </button>
  )
}
