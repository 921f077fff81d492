import { t } from '@lingui/core/macro'
import { under } from '../api/base-path.ts'
import { toast } from './toasts.tsx'

/** Puts the address on the clipboard, or before the person's eyes where there is none. */
export async function copyLink(path: string, done: string) {
  const address = `${location.origin}${under(path)}`
  if (await isCopied(address)) toast('done', done)
  else toast('failed', t`Not copied. The link is ${address}`)
}

export async function copyText(text: string, done: string) {
  if (await isCopied(text)) toast('done', done)
  else toast('failed', t`Not copied: this browser has a clipboard only where the page comes over https.`)
}

/** Without a secure context there is no clipboard. */
async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
