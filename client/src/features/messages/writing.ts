import type { KeyboardEvent } from 'react'
import { type Change, wrap } from './wrap.ts'

const marks: Readonly<Record<string, string>> = { KeyB: '**', KeyI: '_', KeyE: '`' }

/** Ctrl-B, Ctrl-I and Ctrl-E put marks around what is selected, or take them away. True: it was one of these. */
export function markByKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const mark = marks[event.code]
  const isMod = event.ctrlKey !== event.metaKey
  if (mark === undefined || !isMod || event.shiftKey || event.altKey) return false
  event.preventDefault()
  const box = event.currentTarget
  apply(box, wrap(box.value, box.selectionStart, box.selectionEnd, mark))
  return true
}

/** As if it were typed, so that it can be taken back; the caret stands behind it. */
export function replace(box: HTMLTextAreaElement, from: number, to: number, text: string) {
  apply(box, { from, to, text, selected: [from + text.length, from + text.length] })
}

function apply(box: HTMLTextAreaElement, { from, to, text, selected }: Change) {
  box.focus()
  box.setSelectionRange(from, to)
  // Nothing else keeps what the browser can undo.
  const isTyped =
    text !== '' ? document.execCommand?.('insertText', false, text) : document.execCommand?.('delete')
  if (!isTyped) {
    box.setRangeText(text, from, to, 'end')
    box.dispatchEvent(new Event('input', { bubbles: true }))
  }
  box.setSelectionRange(...selected)
}
