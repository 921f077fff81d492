import { t } from '@lingui/core/macro'
import { Search, X } from 'lucide-react'
import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'input'>, 'value' | 'onChange'> & {
  readonly label: string
  readonly value: string
  readonly onWrite: (value: string) => void
}

/** Where one writes what is looked for. */
export function SearchBox({ label, value, onWrite, className = '', ...rest }: Props) {
  return (
    <div
      className={`flex min-h-9 shrink-0 items-center gap-2 rounded-xs border border-edge bg-app px-3 focus-within:border-primary focus-within:outline-1 focus-within:outline-primary max-md:min-h-[46px] ${className}`}
    >
      <Search className="size-4 text-muted" aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        value={value}
        onChange={(event) => onWrite(event.target.value)}
        {...rest}
        className="min-w-0 grow self-stretch bg-transparent [&::-webkit-search-cancel-button]:hidden text-[.9375rem] text-strong outline-none max-md:text-[1rem]"
      />
      {value !== '' && (
        <button
          type="button"
          aria-label={t`Clear`}
          onClick={() => onWrite('')}
          className="ring-inside -mr-2 grid size-7 place-items-center max-md:size-11 text-muted hover:text-strong"
        >
          <X className="size-4" aria-hidden />
        </button>
      )}
    </div>
  )
}
