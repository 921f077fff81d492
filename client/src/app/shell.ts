import { navigate } from 'wouter/use-browser-location'
import { under } from '../api/base-path.ts'
import { workerAddress } from './trusted.ts'

/** Lets the page open without a network (public/sw.js), and follows where a notification leads. Not while developing. */
export function keepShell() {
  if (!import.meta.env.PROD || !navigator.serviceWorker) return
  navigator.serviceWorker.addEventListener(
    'message',
    ({ data }: MessageEvent<{ readonly goTo?: unknown }>) => {
      if (typeof data.goTo === 'string' && data.goTo.startsWith(under('/rooms/'))) navigate(data.goTo)
    },
  )
  // Without it the page only needs a network to open.
  void navigator.serviceWorker.register(workerAddress()).catch(() => undefined)
}
