import { t } from '@lingui/core/macro'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { MemberRoom } from '../../api/generated.ts'
import { Panel } from '../../ui/panel.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { FilterRow } from './filter-row.tsx'
import { Results } from './results.tsx'
import { ScopeChoice } from './scope-choice.tsx'
import { type Scope, useSearch } from './use-search.ts'

type Props = {
  readonly room: MemberRoom
  readonly words: string
  readonly scope: Scope
  readonly openId?: number | undefined
  readonly roomNameOf: (roomId: string) => string | undefined
  readonly onSearch: (words: string, scope: Scope) => void
  readonly onPick: (roomId: string, messageId: number) => void
  readonly onClose: () => void
}

const settleMs = 250
const wordsMax = 200

/** Finds what was said in the room or anywhere, and leads there. */
export function SearchPanel({ room, words, scope, openId, roomNameOf, onSearch, onPick, onClose }: Props) {
  // The address follows the typing, but typing does not wait for it.
  const [typed, setTyped] = useState(words)
  const settled = useSettled(typed.trim(), settleMs)
  const search = useSearch(room, settled, scope)
  const box = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLDivElement>(null)

  useEffect(() => box.current?.focus(), [])
  // Words that come with the address, from a link or the palette, take the place of those that stand here.
  const [known, setKnown] = useState(words)
  if (words !== known) {
    setKnown(words)
    if (words !== settled) setTyped(words)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows what settled, not who listens
  useEffect(() => onSearch(settled, scope), [settled])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const by = stepOf(event.key, event.target === box.current)
    if (by === 0) return
    event.preventDefault()
    const rows = [...(results.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])]
    const next = rows.indexOf(document.activeElement as HTMLElement) + by
    if (next < 0) box.current?.focus()
    else rows[next]?.focus()
  }

  function onType(text: string, isUnfinished: boolean) {
    setTyped(text)
    if (isUnfinished) box.current?.focus()
  }

  return (
    <Panel title={t`Search`} detail={scope === 'room' ? `#${room.name}` : ''} width="wide" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from the box through the hits, which are buttons */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 grow flex-col">
        <SearchBox
          ref={box}
          label={scope === 'room' ? t`Search in the room` : t`Search in all rooms`}
          maxLength={wordsMax}
          value={typed}
          onWrite={setTyped}
          className="mx-3 mt-3"
        />
        <ScopeChoice scope={scope} onPick={(picked) => onSearch(settled, picked)} />
        <FilterRow typed={typed} roomName={room.name} isEverywhere={scope === 'all'} onType={onType} />
        <div ref={results} className="flex min-h-0 grow flex-col">
          <Results
            asked={settled}
            search={search}
            openId={openId}
            openRoomId={room.id}
            roomNameOf={scope === 'all' ? roomNameOf : undefined}
            onPick={onPick}
          />
        </div>
      </div>
    </Panel>
  )
}

function stepOf(key: string, isInBox: boolean): -1 | 0 | 1 {
  if (key === 'ArrowDown' || (!isInBox && key === 'j')) return 1
  return key === 'ArrowUp' || (!isInBox && key === 'k') ? -1 : 0
}
