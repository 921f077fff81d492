import { useStore } from 'zustand'
import { renewInMs, renewSession } from '../api/session.ts'
import { dialHub } from './dial-hub.ts'
import { Link } from './link.ts'

/** This page's one link to the server. */
export const link = new Link({
  dial: dialHub,
  renew: async () => (await renewSession()) === 'renewed',
  renewInMs,
})

export const useLink = () => useStore(link.state)

/** After so long at the latest, or as soon as the link is up. */
export function linkUpOr(waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(done, waitMs)
    const stop = link.state.subscribe((state, before) => {
      if (state.at === 'up' && before.at !== 'up') done()
    })
  })
}
