import { t } from '@lingui/core/macro'
import type { Message } from '../../api/generated.ts'
import { namesOf, useReactors } from './reactors.ts'

/** Who reacted, where there is no mouse to ask with. */
export function ReactorsList({ message }: { readonly message: Message }) {
  const reactors = useReactors(message)
  return (
    <ul
      aria-label={t`Reactions`}
      className="mb-3 grid gap-1.5 border-y border-line py-3 text-[.875rem] leading-6"
    >
      {(reactors ?? []).map((one) => (
        <li key={one.emoji} className="flex gap-3">
          <span className="emoji shrink-0">{one.emoji}</span>
          <span className="min-w-0 text-text [overflow-wrap:anywhere]">{namesOf(one)}</span>
        </li>
      ))}
    </ul>
  )
}
