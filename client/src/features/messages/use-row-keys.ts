import type { Virtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { showPerson } from '../../ui/whose-card.ts'
import { answer } from './answering.ts'
import type { Row } from './rows.ts'

type Scroller = Virtualizer<HTMLDivElement, Element>

/** The log is one Tab stop: arrows go from line to line, Enter into a line's actions, Escape back out; R answers, P tells who. */
export function useRowKeys(
  rows: readonly Row[],
  virtualizer: Scroller,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const [chosen, setChosen] = useState<string>()
  const wanted = useRef<string | undefined>(undefined)
  const lastLine = rows.findLast((row) => row.kind === 'line')?.key
  const stop = rows.some((row) => row.key === chosen) ? chosen : lastLine

  // The row may be drawn only after the scroll, so the focus waits for it.
  useEffect(() => {
    if (wanted.current === undefined) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted.current)}"]`)
    if (!row) return
    wanted.current = undefined
    row.focus({ preventScroll: true })
  })

  function step(by: 1 | -1) {
    let index = rows.findIndex((row) => row.key === stop) + by
    while (rows[index] && rows[index]?.kind !== 'line') index += by
    const next = rows[index]
    if (!next) return
    wanted.current = next.key
    setChosen(next.key)
    virtualizer.scrollToIndex(index, { align: 'auto' })
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const target = event.target as HTMLElement
    const row = target.closest<HTMLElement>('[data-row]')
    const isOnRow = target === row
    if (isOnRow && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      step(event.key === 'ArrowDown' ? 1 : -1)
    } else if (isOnRow && event.key === 'Enter') {
      // Else the same key press would also press the button that it brings the focus to.
      event.preventDefault()
      row.querySelector<HTMLElement>('[data-shelf] button')?.focus()
    } else if (isOnRow && isBare(event) && (event.key === 'r' || event.key === 'p')) {
      event.preventDefault()
      act(
        event.key,
        rows.find((one) => one.key === row.dataset.row),
      )
    } else if (!isOnRow && event.key === 'Escape' && target.tagName !== 'TEXTAREA') {
      event.preventDefault()
      row?.focus()
    }
  }

  return { stop, onKeyDown, onRowFocus: setChosen }
}

const isBare = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey

function act(key: 'r' | 'p', row: Row | undefined) {
  if (row?.kind !== 'line') return
  const { message, author } = row.line
  if (key === 'p') showPerson(author)
  else if (message && !message.deletedAt) answer(message)
}
