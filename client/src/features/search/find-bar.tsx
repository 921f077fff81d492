import { t } from '@lingui/core/macro'
import { ArrowDown, ArrowUp, Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { endFinding, seek } from '../../ui/sought.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useHits } from './search-list.ts'

type Props = { readonly roomId: string; readonly onPick: (messageId: number) => void }

const settleMs = 200
const wordsMax = 200

/**
 * Finds in the room what the browser cannot, because the page draws only what one looks at: from the newest hit back,
 * one key press each.
 */
export function FindBar({ roomId, onPick }: Props) {
  const [typed, setTyped] = useState('')
  const settled = useSettled(typed.trim(), settleMs)
  const list = useHits(roomId, settled)
  const hits = settled === '' ? [] : (list.data?.pages.flatMap((page) => page.hits) ?? [])
  const isFresh = settled !== '' && !list.isPlaceholderData && list.isSuccess
  const [at, setAt] = useState(0)
  const box = useRef<HTMLInputElement>(null)
  const bar = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const opener = document.activeElement
    box.current?.focus()
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
      endFinding()
    }
  }, [])

  const first = isFresh ? hits[0]?.message.id : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words lead to their newest hit, once
  useEffect(() => {
    seek(settled)
    setAt(0)
    if (first !== undefined) onPick(first)
  }, [settled, first])

  function step(by: 1 | -1) {
    const next = hits[at + by]
    if (at + by >= hits.length - 2 && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
    if (!next) return
    setAt(at + by)
    onPick(next.message.id)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.preventDefault()
      endFinding()
    } else if (event.target === box.current && ['Enter', 'ArrowUp', 'ArrowDown'].includes(event.key)) {
      event.preventDefault()
      step(event.key === 'ArrowDown' || (event.key === 'Enter' && event.shiftKey) ? -1 : 1)
    }
  }

  const total = `${hits.length}${list.hasNextPage ? '+' : ''}`
  const count = !isFresh ? '' : hits.length === 0 ? t`none` : t`${at + 1} of ${total}`
  return (
    <search
      ref={bar}
      aria-label={t`Find in the room`}
      onKeyDown={onKeyDown}
      className="absolute top-2 right-5 z-3 flex h-11 w-[min(27rem,calc(100%-1.5rem))] items-center gap-1 rounded-xs border border-edge bg-overlay pl-3 shadow-float focus-within:border-primary max-md:right-3 max-md:h-12"
    >
      <Search className="size-4 text-muted" aria-hidden />
      <input
        ref={box}
        aria-label={t`Find in the room`}
        placeholder={t`Find in the room`}
        maxLength={wordsMax}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="h-full min-w-0 grow bg-transparent px-1 text-[.9375rem] text-strong outline-none max-md:text-[1rem]"
      />
      <span role="status" className="px-1 font-tell text-[.875rem] whitespace-nowrap text-muted">
        {count}
      </span>
      <IconButton
        icon={ArrowUp}
        label={t`Older hit`}
        disabled={at + 1 >= hits.length}
        onClick={() => step(1)}
      />
      <IconButton icon={ArrowDown} label={t`Newer hit`} disabled={at === 0} onClick={() => step(-1)} />
      <IconButton icon={X} label={t`Close find`} onClick={endFinding} />
    </search>
  )
}
