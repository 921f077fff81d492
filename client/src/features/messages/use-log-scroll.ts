import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { climb, descend } from './fetching.ts'
import type { Row } from './rows.ts'
import { useArrival } from './use-arrival.ts'
import type { Place } from './where.ts'

const nearEndPx = 60
const aheadViewports = 2
const guess = { start: 100, day: 41, new: 32, first: 60, later: 28 }

type Options = {
  readonly roomId: string
  readonly rows: readonly Row[]
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly place: Place
  /** Below the last row there is more, not loaded yet. */
  readonly hasNewer: boolean
}

/** Where the log stands: at its end it stays there, elsewhere nothing moves under the reader. */
export function useLogScroll({ roomId, rows, scroller, place, hasNewer }: Options) {
  // Rows that fill the gap to the newest are not news: only the render after that follows again.
  const [hadNewer, setHadNewer] = useState(hasNewer)
  useEffect(() => setHadNewer(hasNewer), [hasNewer])

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => guessSize(rows[index]),
    overscan: 10,
    paddingEnd: 12,
    anchorTo: 'end',
    followOnAppend: !hasNewer && !hadNewer,
    scrollEndThreshold: nearEndPx,
  })

  useArrival(virtualizer, rows, place, scroller)

  const top = virtualizer.scrollOffset ?? 0
  const viewport = virtualizer.scrollRect?.height ?? 0
  const ahead = aheadViewports * viewport
  const isNearTop = viewport > 0 && top < ahead
  const isNearBottom = viewport > 0 && hasNewer && virtualizer.getTotalSize() - top - viewport < ahead
  useEffect(() => {
    if (isNearTop && rows.length > 0) void climb(roomId)
  }, [isNearTop, roomId, rows])
  useEffect(() => {
    if (isNearBottom && rows.length > 0) void descend(roomId)
  }, [isNearBottom, roomId, rows])

  const isAtEnd = !hasNewer && (virtualizer.scrollRect === null || virtualizer.isAtEnd(nearEndPx))
  useStay(scroller, isAtEnd, virtualizer)
  return { virtualizer, isAtEnd }
}

/** Whoever reads the newest line goes on reading it when the box below grows, or a keyboard opens. */
function useStay(scroller: Options['scroller'], isAtEnd: boolean, log: { readonly scrollToEnd: () => void }) {
  const wasAtEnd = useRef(isAtEnd)
  useEffect(() => {
    wasAtEnd.current = isAtEnd
  }, [isAtEnd])
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    let height = box.clientHeight
    const watcher = new ResizeObserver(() => {
      if (box.clientHeight < height && wasAtEnd.current) log.scrollToEnd()
      height = box.clientHeight
    })
    watcher.observe(box)
    return () => watcher.disconnect()
  }, [scroller, log])
}

function guessSize(row: Row | undefined): number {
  if (row?.kind !== 'line') return guess[row?.kind ?? 'day']
  return row.line.isFirst ? guess.first : guess.later
}
