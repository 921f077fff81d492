import { useSyncExternalStore } from 'react'
import { useLink } from '../../realtime/the-link.ts'
import { useNow } from '../../ui/use-now.ts'
import { describeLink, type LinkWords } from './describe-link.ts'

function subscribe(listen: () => void) {
  addEventListener('online', listen)
  addEventListener('offline', listen)
  return () => {
    removeEventListener('online', listen)
    removeEventListener('offline', listen)
  }
}

export function useLinkWords(queued: number): LinkWords {
  const state = useLink()
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  const now = useNow(1_000, state.at === 'waiting')
  return describeLink(state, isOnline, queued, now)
}
