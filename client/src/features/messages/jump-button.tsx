import { t } from '@lingui/core/macro'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'

export function JumpButton({ count, onJump }: { readonly count: number; readonly onJump: () => void }) {
  const shown = count >= 100 ? '99+' : count
  return (
    <Jump className="bottom-2" onJump={onJump}>
      <ArrowDown className="size-4" aria-hidden />
      {count > 0 ? t`${shown} new · jump to latest` : t`Jump to latest`}
    </Jump>
  )
}

type UnreadProps = { readonly isAbove: boolean; readonly onJump: () => void }

/** The way to the line NEW MESSAGES, for whoever has passed over it. */
export function FirstUnreadButton({ isAbove, onJump }: UnreadProps) {
  const Arrow = isAbove ? ArrowUp : ArrowDown
  return (
    <Jump className="top-2" onJump={onJump}>
      <Arrow className="size-4" aria-hidden />
      {t`First unread`}
    </Jump>
  )
}

type JumpProps = { readonly className: string; readonly onJump: () => void; readonly children: ReactNode }

const Jump = ({ className, onJump, children }: JumpProps) => (
  <button
    type="button"
    onClick={onJump}
    className={`absolute right-5 z-2 inline-flex min-h-9 items-center gap-2 rounded-xs border border-primary bg-overlay px-3.5 font-head text-[1rem] tracking-[.07em] text-primary shadow-float hover:brightness-112 max-md:right-3 max-md:min-h-11 ${className}`}
  >
    {children}
  </button>
)
