import { SlowWord } from '../../ui/rows-loading.tsx'
import { useIsSlow } from '../../ui/use-is-slow.ts'

const lines = ['w-2/3', 'w-1/2', 'w-3/5', 'w-2/5', 'w-1/2']

/** Rows as high as the real ones, standing still; a word of truth when it takes long. */
export function LogLoading({ isTroubled }: { readonly isTroubled: boolean }) {
  const isSlow = useIsSlow()
  return (
    <div className="flex min-h-0 grow flex-col justify-end overflow-hidden pb-4">
      <div aria-hidden className="late">
        {lines.map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a drawing that never changes
          <div key={index} className="flex gap-3 px-5 pt-3 max-md:px-3">
            <div className="size-9 bg-raised" />
            <div className="flex grow flex-col gap-2.5 pt-1">
              <div className="h-2.5 w-24 bg-raised" />
              <div className={`h-3 max-w-[60ch] bg-raised ${width}`} />
            </div>
          </div>
        ))}
      </div>
      <div role="status" className="px-5 pt-4 text-[.875rem]">
        {(isTroubled || isSlow) && <SlowWord className="" />}
      </div>
    </div>
  )
}
