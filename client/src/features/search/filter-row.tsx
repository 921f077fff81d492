import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { type Filter, filtersOf, withFilter, without } from './filters.ts'

type Props = {
  readonly typed: string
  readonly roomName: string
  readonly isEverywhere: boolean
  readonly onType: (typed: string, isUnfinished: boolean) => void
}

const chip =
  'inline-flex min-h-7 items-center gap-1.5 rounded-xs border px-2 font-tell text-[.8125rem] max-md:min-h-11 max-md:px-3'

const startOfToday = () => new Date().toISOString().slice(0, 10)

/** The filters that are written, to take away again, and those that could be. */
export function FilterRow({ typed, roomName, isEverywhere, onType }: Props) {
  const filters = filtersOf(typed)
  const has = (kind: Filter['kind']) => filters.some((filter) => filter.kind === kind)
  return (
    <div className="flex flex-wrap gap-1.5 px-3 pt-2">
      {filters.map((filter) => (
        <button
          key={filter.written}
          type="button"
          onClick={() => onType(without(typed, filter), false)}
          className={`${chip} tint-10 border-primary text-primary`}
        >
          {filter.written}
          <X className="size-3" aria-hidden />
          <span className="sr-only">{t`take away`}</span>
        </button>
      ))}
      <Offer label={t`from:`} onPick={() => onType(`${typed.trim()} from:`.trimStart(), true)} />
      {isEverywhere && !has('in') && (
        <Offer label={t`in:`} onPick={() => onType(withFilter(typed, 'in', roomName), false)} />
      )}
      {!has('before') && (
        <Offer label={t`before:`} onPick={() => onType(withFilter(typed, 'before', startOfToday()), false)} />
      )}
      {!has('has') && (
        <Offer label={t`has:link`} onPick={() => onType(withFilter(typed, 'has', 'link'), false)} />
      )}
    </div>
  )
}

function Offer({ label, onPick }: { readonly label: string; readonly onPick: () => void }) {
  return (
    <button
      type="button"
      onClick={onPick}
      className={`${chip} border-dashed border-edge text-muted hover:bg-raised hover:text-strong`}
    >
      + {label}
    </button>
  )
}
