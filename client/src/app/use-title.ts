import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useRooms } from '../features/rooms/room-store.ts'
import { iconFor } from '../ui/favicon.ts'
import { useSlowed } from '../ui/use-slowed.ts'
import { useUnread } from './use-totals.ts'

const unreadShownMax = 99

/** Telling the browser costs more than drawing a line does. */
const everyMs = 500

/** The tab, and the app's icon where there is one, say where one is and how much is new. */
export function useTitle() {
  const unread = useSlowed(useUnread(), everyMs)
  const [path] = useLocation()
  const name = useRooms((state) => state.byId[/^\/rooms\/([^/]+)/.exec(path)?.[1]?.toLowerCase() ?? '']?.name)
  useEffect(() => {
    const count = unread > unreadShownMax ? `${unreadShownMax}+` : unread
    document.title = [unread > 0 && `(${count})`, name ? `#${name} - Rostra` : 'Rostra']
      .filter(Boolean)
      .join(' ')
  }, [unread, name])
  useEffect(() => {
    document.querySelector('link[rel=icon]')?.setAttribute('href', iconFor(unread))
    // Only an installed app has a badge.
    if (matchMedia('(display-mode: standalone)').matches)
      void navigator.setAppBadge?.(unread).catch(() => undefined)
  }, [unread])
}
