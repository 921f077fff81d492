import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Hit, MemberRoom } from '../../api/generated.ts'
import { Blank } from '../../ui/blank.tsx'
import { PaneFailed } from '../../ui/pane-failed.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { HitRow } from './hit-row.tsx'
import { useHits } from './search-list.ts'

type Props = {
  readonly room: MemberRoom
  readonly words: string
  readonly openId?: number | undefined
  readonly onWords: (words: string) => void
  readonly onPick: (messageId: number) => void
  readonly onClose: () => void
}

const settleMs = 250
const wordsMax = 200

/** Finds what was said in the room, and leads there. */
export function SearchPanel({ room, words, openId, onWords, onPick, onClose }: Props) {
  // The address follows the typing, but typing does not wait for it.
  const [typed, setTyped] = useState(words)
  const settled = useSettled(typed.trim(), settleMs)
  const list = useHits(room.id, settled)
  const box = useRef<HTMLInputElement>(null)
  const results = useRef<HTMLUListElement>(null)
  const hits = settled === '' ? [] : (list.data?.pages.flatMap((page) => page.hits) ?? [])

  useEffect(() => box.current?.focus(), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address follows what settled, not who listens
  useEffect(() => onWords(settled), [settled])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const isInBox = event.target === box.current
    const by =
      event.key === 'ArrowDown' || (!isInBox && event.key === 'j')
        ? 1
        : event.key === 'ArrowUp' || (!isInBox && event.key === 'k')
          ? -1
          : 0
    if (by === 0) return
    event.preventDefault()
    const rows = [...(results.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    const next = rows.indexOf(document.activeElement as HTMLElement) + by
    if (next < 0) box.current?.focus()
    else rows[next]?.focus()
  }

  return (
    <Panel title="Search" detail={`#${room.name}`} width="wide" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows lead from the box through the hits, which are buttons */}
      <div onKeyDown={onKeyDown} className="flex min-h-0 grow flex-col">
        <SearchBox
          ref={box}
          label="Search in the room"
          maxLength={wordsMax}
          value={typed}
          onWrite={setTyped}
          className="mx-3 mt-3"
        />
        <Count hits={hits} isMore={list.hasNextPage} isAsked={settled !== ''} isBusy={list.isFetching} />
        <div className="min-h-0 grow overflow-y-auto">
          {list.isError ? (
            <PaneFailed what="Results" onRetry={() => void list.refetch()} />
          ) : (
            <>
              <ul ref={results} aria-label="Results">
                {hits.map((hit) => (
                  <HitRow
                    key={hit.message.id}
                    hit={hit}
                    isOpen={hit.message.id === openId}
                    onPick={() => onPick(hit.message.id)}
                  />
                ))}
              </ul>
              {settled !== '' && list.isSuccess && !list.isPlaceholderData && hits.length === 0 && (
                <Blank icon={Search} title={`Nothing for “${settled}”`}>
                  Every word must match, as a word or as a part of one. Fewer words may help.
                </Blank>
              )}
              {list.hasNextPage && settled !== '' && (
                <button
                  type="button"
                  disabled={list.isFetchingNextPage}
                  onClick={() => void list.fetchNextPage()}
                  className="ring-inside min-h-11 w-full px-4 text-left font-tell text-[.9375rem] text-primary underline underline-offset-4"
                >
                  {list.isFetchingNextPage ? 'Loading…' : 'Show older results'}
                </button>
              )}
            </>
          )}
        </div>
      </div>
    </Panel>
  )
}

type CountProps = {
  readonly hits: readonly Hit[]
  readonly isMore: boolean
  readonly isAsked: boolean
  readonly isBusy: boolean
}

function Count({ hits, isMore, isAsked, isBusy }: CountProps) {
  const words = !isAsked
    ? 'Words, or parts of them'
    : isBusy && hits.length === 0
      ? 'Searching…'
      : `${hits.length}${isMore ? ' or more' : ''} ${hits.length === 1 ? 'result' : 'results'}, newest first`
  return (
    <p
      role="status"
      className="flex shrink-0 justify-between border-b border-line px-4 py-2.5 font-tell text-[.8125rem] text-muted"
    >
      {words}
      {hits.length > 0 && (
        <span aria-hidden className="max-md:hidden">
          j k ↵
        </span>
      )}
    </p>
  )
}
