import { plural, t } from '@lingui/core/macro'
import { useEffect, useRef } from 'react'
import type { UserRef } from '../../api/generated.ts'
import { Avatar } from '../../ui/avatar.tsx'

type Props = {
  readonly id: string
  readonly found: readonly UserRef[]
  readonly index: number
  readonly onPick: (user: UserRef) => void
}

export const optionId = (id: string, index: number) => `${id}-${index}`

/** Whom the name that is being written may mean. The focus stays in the box; its keys choose here. */
export function CompletionList({ id, found, index, onPick }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => void list.current?.children[index]?.scrollIntoView({ block: 'nearest' }), [index])
  return (
    <>
      {/* biome-ignore-start lint/a11y/useFocusableInteractive: the box has the focus and names the chosen one */}
      {/* biome-ignore-start lint/a11y/useKeyWithClickEvents: the keys are the box's */}
      <div
        ref={list}
        id={id}
        role="listbox"
        aria-label={t`People`}
        className="absolute bottom-full left-0 z-2 mb-1 max-h-64 w-72 max-w-full overflow-y-auto rounded-sm border border-edge bg-overlay p-1 shadow-float"
      >
        {found.map((user, place) => (
          <div
            key={user.id}
            id={optionId(id, place)}
            role="option"
            aria-selected={place === index}
            // The box keeps the focus, so that writing goes on.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(user)}
            className={`flex min-h-9 cursor-pointer items-center gap-2.5 rounded-xs px-2 font-tell text-[.9375rem] max-md:min-h-11 ${place === index ? 'tint-14 text-primary' : 'text-text hover:bg-raised'}`}
          >
            <Avatar name={user.username} className="size-6! text-[.75rem]!" />
            <span className="truncate">{user.username}</span>
          </div>
        ))}
      </div>
      {/* biome-ignore-end lint/a11y/useKeyWithClickEvents: as above */}
      {/* biome-ignore-end lint/a11y/useFocusableInteractive: as above */}
      <span role="status" className="sr-only">
        {plural(found.length, { one: '# person fits', other: '# people fit' })}
      </span>
    </>
  )
}
