import { t } from '@lingui/core/macro'
import { dayLabel } from '../../ui/time.ts'

export function DayDivider({ at }: { readonly at: string }) {
  const rule = 'h-px grow bg-line'
  return (
    <div className="relative flex items-center gap-3 bg-app px-5 pt-4 pb-1 font-tell text-[.875rem] text-muted max-md:px-3">
      <span aria-hidden className={rule} />
      <span className="uppercase">{dayLabel(at)}</span>
      <span aria-hidden className={rule} />
    </div>
  )
}

/** Under it stands what was said since one was last here. */
export function NewDivider() {
  return (
    <div className="relative flex items-center gap-3 px-5 pt-3 pb-1 max-md:px-3">
      <span aria-hidden className="h-px grow bg-secondary" />
      <span className="rounded-xs bg-secondary px-2 py-1 font-label text-[.5rem] leading-none text-on-fill">
        {t`NEW MESSAGES`}
      </span>
    </div>
  )
}
