import { under } from '../../api/base-path.ts'
import type { Batch, Message, UserRef } from '../../api/generated.ts'
import { plainly } from '../../ui/reply.ts'
import { chirp } from './chirp.ts'
import { noteworthy } from './noteworthy.ts'
import { useNotices } from './notice-settings.ts'

const textMax = 140
const chirpEveryMs = 2_000
const looked = 'rostra.looked-at'
const chirped = 'rostra.chirped'

export type Where = {
  readonly me: UserRef
  readonly openId: string | undefined
  readonly nameOf: (roomId: string) => string | undefined
  readonly goTo: (path: string) => void
}

/** Tells of a live batch as the person wished: on the desktop when no tab of theirs has the focus, by a sound otherwise, too. */
export async function tell(batch: Batch, { me, openId, nameOf, goTo }: Where) {
  const settings = useNotices.getState()
  const { desktop, sound } = settings
  if (!desktop && !sound) return
  const watchedId = document.hasFocus() ? openId : undefined
  const message = noteworthy(batch, { me, settings, watchedId })
  const name = message && nameOf(message.roomId)
  if (!message || name === undefined) return
  if (sound) void chirpOnce()
  if (desktop && !(await isLookedAt())) await show(message, name, goTo)
}

/** While a tab has the focus it holds a lock that all others can see. Call once. */
export function showThatOneLooks() {
  let release: (() => void) | undefined
  const hold = () => {
    if (release) return
    void navigator.locks?.request(
      looked,
      { mode: 'shared' },
      () =>
        new Promise<void>((resolve) => {
          release = resolve
          if (!document.hasFocus()) letGo()
        }),
    )
  }
  const letGo = () => {
    release?.()
    release = undefined
  }
  addEventListener('focus', hold)
  addEventListener('blur', letGo)
  if (document.hasFocus()) hold()
}

async function isLookedAt(): Promise<boolean> {
  const locks = await navigator.locks?.query()
  return locks?.held?.some((lock) => lock.name === looked) ?? document.hasFocus()
}

/** Of several tabs one is heard. */
async function chirpOnce() {
  if (!navigator.locks) return chirp()
  await navigator.locks.request(chirped, { ifAvailable: true }, async (lock) => {
    if (!lock) return
    chirp()
    await new Promise((resolve) => setTimeout(resolve, chirpEveryMs))
  })
}

/** Of several tabs each shows it, under one tag: the browser shows it once. */
async function show(message: Message, name: string, goTo: (path: string) => void) {
  if (!('Notification' in window) || Notification.permission !== 'granted') return
  const path = under(`/rooms/${message.roomId}`)
  const title = `#${name}`
  const options = {
    body: `${message.author.username}: ${[...plainly(message.text)].slice(0, textMax).join('')}`,
    tag: path,
    icon: under('/icon-192.png'),
    data: { path },
  }
  const worker = await navigator.serviceWorker?.getRegistration()
  if (worker) return worker.showNotification(title, options)
  const notification = new Notification(title, options)
  notification.onclick = () => {
    window.focus()
    notification.close()
    goTo(path)
  }
}
