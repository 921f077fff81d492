import type { Virtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { stopBeyond, stopsIn } from '../../ui/tab-stops.ts'
import { showPerson } from '../../ui/whose-card.ts'
import { answer } from './answering.ts'
import type { Row } from './rows.ts'

type Scroller = Virtualizer<HTMLDivElement, Element>

/**
 * The log is one Tab stop, however much of a line can be pressed: arrows go from line to line, Enter into what can be
 * done with one, Escape back out; R answers, P tells who.
 */
export function useRowKeys(
  rows: readonly Row[],
  virtualizer: Scroller,
  scroller: RefObject<HTMLDivElement | null>,
) {
  const [chosen, setChosen] = useState<string>()
  const wanted = useRef<string | undefined>(undefined)
  const stop = stopOf(rows, virtualizer, chosen)
  const isTabbing = useIsTabbing()

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
    if (event.key === 'Tab' && row) tab(event, row)
    else if (isOnRow && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      step(event.key === 'ArrowDown' ? 1 : -1)
    } else if (isOnRow && event.key === 'Enter') {
      // Else the same key press would also press the button that it brings the focus to.
      event.preventDefault()
      row.querySelector<HTMLElement>('[data-deeds] button')?.focus()
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

  /** From a line Tab leads out of the log, from something in a line to the next in it. */
  function tab(event: KeyboardEvent, row: HTMLElement) {
    const stops = stopsIn(row)
    const at = stops.indexOf(event.target as HTMLElement)
    const within = at < 0 ? undefined : event.shiftKey ? (stops[at - 1] ?? row) : stops[at + 1]
    const next = within ?? (scroller.current ? stopBeyond(scroller.current, event.shiftKey) : undefined)
    if (!next) return
    event.preventDefault()
    next.focus()
  }

  /** Whoever comes with Tab comes to the line, not to what stands first or last in the log. */
  function onFocus(event: FocusEvent<HTMLElement>) {
    if (!isTabbing.current || event.currentTarget.contains(event.relatedTarget)) return
    event.currentTarget.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus()
  }

  return { stop, onKeyDown, onFocus, onRowFocus: setChosen }
}

/** The line that was chosen, while it is drawn; else the last one in view. */
function stopOf(rows: readonly Row[], virtualizer: Scroller, chosen: string | undefined): string | undefined {
  const bottom = (virtualizer.scrollOffset ?? 0) + (virtualizer.scrollRect?.height ?? 0)
  const drawn = virtualizer.getVirtualItems().filter(({ index }) => rows[index]?.kind === 'line')
  const seen = drawn.findLast(({ end }) => end <= bottom) ?? drawn.at(-1)
  return drawn.some(({ key }) => key === chosen) ? chosen : seen && rows[seen.index]?.key
}

/** Whether the last thing that was done was to press Tab. */
function useIsTabbing(): RefObject<boolean> {
  const isTabbing = useRef(false)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      isTabbing.current = event.key === 'Tab'
    }
    const onPointer = () => {
      isTabbing.current = false
    }
    addEventListener('keydown', onKey, true)
    addEventListener('pointerdown', onPointer, true)
    return () => {
      removeEventListener('keydown', onKey, true)
      removeEventListener('pointerdown', onPointer, true)
    }
  }, [])
  return isTabbing
}

const isBare = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey

function act(key: 'r' | 'p', row: Row | undefined) {
  if (row?.kind !== 'line') return
  const { message, author } = row.line
  if (key === 'p') showPerson(author)
  else if (message && !message.deletedAt) answer(message)
}
