import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react'
import { climb } from './fetching.ts'
import type { Row } from './rows.ts'

const nearEndPx = 60
const aheadViewports = 2
const guess = { start: 100, day: 41, first: 60, later: 28 }

/** Where the log stands: at its end it stays there, elsewhere nothing moves under the reader. */
export function useLogScroll(
  roomId: string,
  rows: readonly Row[],
  scroller: RefObject<HTMLDivElement | null>,
  saidCount: number,
) {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => guessSize(rows[index]),
    overscan: 10,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: nearEndPx,
  })
  const isAtEnd = virtualizer.scrollRect === null || virtualizer.isAtEnd(nearEndPx)

  // biome-ignore lint/correctness/useExhaustiveDependencies: an own line is what brings one to the end, not a new virtualizer
  useLayoutEffect(() => virtualizer.scrollToEnd(), [saidCount])

  const top = virtualizer.scrollOffset ?? 0
  const viewport = virtualizer.scrollRect?.height ?? 0
  const isNearTop = viewport > 0 && top < aheadViewports * viewport
  useEffect(() => {
    if (isNearTop && rows.length > 0) void climb(roomId)
  }, [isNearTop, roomId, rows])

  return { virtualizer, isAtEnd, newCount: useNewCount(rows, isAtEnd) }
}

/** How many lines of others have come below since one left the end. */
function useNewCount(rows: readonly Row[], isAtEnd: boolean): number {
  const lastId = newestId(rows)
  const [seenId, setSeenId] = useState(lastId)
  if (isAtEnd && seenId !== lastId) setSeenId(lastId)
  if (isAtEnd) return 0
  return rows.filter((row) => row.kind === 'line' && !row.line.isMine && (row.line.message?.id ?? 0) > seenId)
    .length
}

function newestId(rows: readonly Row[]): number {
  const last = rows.findLast((row) => row.kind === 'line' && row.line.message !== undefined)
  return last?.kind === 'line' ? (last.line.message?.id ?? 0) : 0
}

function guessSize(row: Row | undefined): number {
  if (row?.kind !== 'line') return row?.kind === 'start' ? guess.start : guess.day
  return row.line.isFirst ? guess.first : guess.later
}
