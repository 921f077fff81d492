import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { Row } from './rows.ts'
import { type Place, rowAt } from './where.ts'

/** Frames in which the log has not moved: it is where it was to go. */
const stillFrames = 3

/** What a hand does to a log: from then on it goes nowhere by itself. */
const ownMoves = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const

type Log = Virtualizer<HTMLDivElement, Element>

/** Brings the log to its place, once for each wish. */
export function useArrival(
  log: Log,
  rows: readonly Row[],
  place: Place,
  scroller: RefObject<HTMLDivElement | null>,
): void {
  const reached = useRef<Place>(undefined)
  // The virtualizer goes on for some frames, until the rows there are measured, and knows its aim by index.
  const aim = useRef<number>(undefined)

  useLayoutEffect(() => {
    const index = rowAt(rows, place)
    // Older rows that come on the way make another row of that index.
    const hasMoved = aim.current !== undefined && index !== undefined && aim.current !== index
    if (reached.current === place && !hasMoved) return
    reached.current = place
    aim.current = index
    // What is not there, because it never was or could not be had, is answered by the newest.
    if (index === undefined) log.scrollToEnd()
    else log.scrollToIndex(index, { align: place.at === 'new' ? 'start' : 'center' })
  }, [place, rows, log])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each wish is a way of its own
  useEffect(() => {
    // To the end the virtualizer finds by itself, whatever comes on the way.
    if (aim.current === undefined) return
    const way = new AbortController()
    const arrive = () => {
      way.abort()
      aim.current = undefined
    }
    const giveUp = () => {
      arrive()
      log.cancelScroll()
    }
    for (const move of ownMoves) {
      scroller.current?.addEventListener(move, giveUp, { signal: way.signal, passive: true })
    }
    let [last, still] = [log.scrollOffset, 0]
    const look = () => {
      if (way.signal.aborted) return
      still = log.scrollOffset === last ? still + 1 : 0
      last = log.scrollOffset
      if (still < stillFrames) requestAnimationFrame(look)
      else arrive()
    }
    requestAnimationFrame(look)
    return () => way.abort()
  }, [place, log, scroller])
}
