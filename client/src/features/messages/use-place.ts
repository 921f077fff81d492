import { useLayoutEffect, useState } from 'react'
import { returnToNewest, seek } from './fetching.ts'
import { reaches } from './island.ts'
import { readingOf } from './timelines.ts'
import type { Place } from './where.ts'

/** Where the log now stands, and which drawing of it: a new one when other rows take the place of those shown. */
type Arrived = { readonly place: Place; readonly view: number }

/** Brings what the wish names onto the page before the log goes there. */
export function usePlace(roomId: string, isLoaded: boolean, wish: Place, newAfter: number | undefined) {
  const [arrived, setArrived] = useState<Arrived>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish moves the log, not a line that goes away
  useLayoutEffect(() => {
    if (!isLoaded) return
    let isOff = false
    const arrive = (isOther: boolean) =>
      !isOff && setArrived((before) => ({ place: wish, view: (before?.view ?? 0) + (isOther ? 1 : 0) }))
    const seq = wish.at === 'new' ? (newAfter ?? 0) + 1 : wish.at
    const timeline = readingOf(roomId)?.timeline
    if (seq === 'end') {
      const isApart = timeline?.island !== undefined
      returnToNewest(roomId)
      arrive(isApart)
    } else if (timeline && reaches(timeline, seq)) arrive(false)
    else void seek(roomId, seq).then(() => arrive(true))
    return () => {
      isOff = true
    }
  }, [roomId, isLoaded, wish])
  return arrived
}
