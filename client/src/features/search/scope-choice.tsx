import { t } from '@lingui/core/macro'
import type { Scope } from './use-search.ts'

type Props = { readonly scope: Scope; readonly onPick: (scope: Scope) => void }

/** Where to look: here, or wherever one is. */
export function ScopeChoice({ scope, onPick }: Props) {
  const labels: Record<Scope, string> = { room: t`This room`, all: t`All my rooms` }
  return (
    <fieldset className="mx-3 mt-2 flex">
      <legend className="sr-only">{t`Where to look`}</legend>
      {(['room', 'all'] as const).map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === scope}
          onClick={() => onPick(one)}
          className={`min-h-8 grow basis-0 border font-tell text-[.875rem] max-md:min-h-11 ${one === scope ? 'tint-12 border-primary text-primary' : 'border-edge text-text hover:bg-raised'}`}
        >
          {labels[one]}
        </button>
      ))}
    </fieldset>
  )
}
