import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { Row } from './rows.ts'

/** Tells up to which seq the log has been on the screen; `isEnd`: and whatever comes next will be. */
export type OnSeen = (seq: number, isEnd: boolean) => void

/** So much of a line on the screen counts as the line. */
const enoughPx = 20

type Options = {
  readonly rows: readonly Row[]
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly isAtEnd: boolean
  /** The room is known up to here. */
  readonly seq: number
  readonly onSeen: OnSeen
  readonly onLookedAway: () => void
}

/** What counts as read: what stands on the screen of a tab that is to be seen, at the place where it was opened. */
export function useSeen({ rows, virtualizer, scroller, isAtEnd, seq, onSeen, onLookedAway }: Options) {
  const isVisible = useSyncExternalStore(subscribe, () => document.visibilityState === 'visible')
  const isSettled = useSettled(scroller)
  const lastId = isAtEnd ? seq : lastSeen(rows, virtualizer)
  const tell = useEffectEvent(() => {
    if (isVisible) onSeen(lastId, isAtEnd)
    else onLookedAway()
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is told is read when it is told; these say when
  useEffect(() => {
    if (isSettled) tell()
  }, [isSettled, isVisible, lastId, isAtEnd])

  const lookAway = useEffectEvent(onLookedAway)
  useEffect(() => () => lookAway(), [])
}

function lastSeen(rows: readonly Row[], virtualizer: Virtualizer<HTMLDivElement, Element>): number {
  const bottom = (virtualizer.scrollOffset ?? 0) + (virtualizer.scrollRect?.height ?? 0)
  const last = virtualizer
    .getVirtualItems()
    .findLast(
      ({ index, start, size }) => messageId(rows[index]) > 0 && start + Math.min(size, enoughPx) <= bottom,
    )
  return last ? messageId(rows[last.index]) : 0
}

const messageId = (row: Row | undefined) => (row?.kind === 'line' ? (row.line.message?.id ?? 0) : 0)

/** Rows are guessed before they are measured: what passes the screen in the first frames has not been read. */
function useSettled(scroller: RefObject<HTMLDivElement | null>): boolean {
  const [isSettled, setSettled] = useState(false)
  useEffect(() => {
    const frames = 4
    let left = frames
    let request = requestAnimationFrame(function next() {
      left--
      if (left > 0) request = requestAnimationFrame(next)
      else setSettled(scroller.current !== null)
    })
    return () => cancelAnimationFrame(request)
  }, [scroller])
  return isSettled
}

function subscribe(listen: () => void) {
  document.addEventListener('visibilitychange', listen)
  return () => document.removeEventListener('visibilitychange', listen)
}
