import { t } from '@lingui/core/macro'
import { create } from 'zustand'

const gatherMs = 1_000

const useAnnouncement = create<{ readonly text: string }>()(() => ({ text: '' }))
let gathered: string[] = []
let timer: ReturnType<typeof setTimeout> | undefined

/** Tells a screen reader of new lines: one alone in full, a burst as a count, so that it never falls behind. */
export function announceLine(author: string, text: string) {
  gathered.push(author)
  if (timer !== undefined) return
  timer = setTimeout(() => {
    useAnnouncement.setState({ text: gathered.length === 1 ? `${author}: ${text}` : summary(gathered) })
    gathered = []
    timer = undefined
  }, gatherMs)
}

export function summary(authors: readonly string[]): string {
  const names = [...new Set(authors)].join(', ')
  return t`${authors.length} new from ${names}`
}

export function Announcer() {
  const text = useAnnouncement((state) => state.text)
  return (
    <div aria-live="polite" className="sr-only">
      {text}
    </div>
  )
}
