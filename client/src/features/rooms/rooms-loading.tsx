import { t } from '@lingui/core/macro'
import { Clock } from 'lucide-react'
import { useEffect, useState } from 'react'

const slowMs = 5_000
const widths = ['w-3/5', 'w-2/5', 'w-1/2', 'w-3/4', 'w-2/5', 'w-1/2']

/** Rows as high as the real ones, standing still; a word of truth when it takes long. */
export function RoomsLoading() {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="late" role="status" aria-label={t`Loading rooms`}>
      {widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
        <div key={index} aria-hidden className="flex h-[34px] items-center pr-3 pl-10 max-md:h-16">
          <div className={`h-2.5 bg-raised ${width}`} />
        </div>
      ))}
      {isSlow && (
        <p className="flex gap-2.5 px-4 py-3 text-[.8125rem] leading-5 text-text">
          <Clock className="mt-0.5 size-4 text-accent" aria-hidden />
          {t`Taking longer than usual. Trying again by itself.`}
        </p>
      )}
    </div>
  )
}
