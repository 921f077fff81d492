import { t } from '@lingui/core/macro'
import { toast } from './toasts.tsx'

/** Puts the address on the clipboard, or before the person's eyes where there is none. */
export async function copyLink(path: string, done: string) {
  const address = `${location.origin}${path}`
  try {
    await navigator.clipboard.writeText(address)
    toast('done', done)
  } catch {
    // Without a secure context there is no clipboard; the address is the link.
    toast('failed', t`Not copied. The link is ${address}`)
  }
}
