import { t } from '@lingui/core/macro'
import { Clock } from 'lucide-react'
import { useIsSlow } from './use-is-slow.ts'

const widths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-3/4', 'w-2/5', 'w-1/2']

type Props = {
  readonly label: string
  /** How high a row is, and where it begins. */
  readonly row: string
}

/** A list that comes: rows as high as the real ones, standing still; a word of truth when it takes long. */
export function RowsLoading({ label, row }: Props) {
  const isSlow = useIsSlow()
  return (
    <div className="late" role="status" aria-label={label}>
      {widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
        <div key={index} aria-hidden className={`flex items-center ${row}`}>
          <div className={`h-2.5 bg-raised ${width}`} />
        </div>
      ))}
      {isSlow && <SlowWord className="px-4 py-3 text-[.8125rem] leading-5" />}
    </div>
  )
}

/** Said where something takes long. It goes with what it stands in. */
export function SlowWord({ className }: { readonly className: string }) {
  return (
    <p className={`flex gap-2.5 text-text ${className}`}>
      <Clock className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
      {t`Taking longer than usual. Trying again by itself.`}
    </p>
  )
}
