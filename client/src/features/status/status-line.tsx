import { plural, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { LinkMark } from './link-mark.tsx'
import { useLook } from './look.ts'
import { setLook } from './look-sync.ts'
import { useLinkWords } from './use-link-words.ts'

type Props = {
  readonly queued: number
  readonly unreadRooms: number
  /** How to get to the next of them. */
  readonly nextHint: ReactNode
  readonly onKeys: () => void
}

/** The machine's one line: the link at the left, the look at the right. */
export function StatusLine({ queued, unreadRooms, nextHint, onKeys }: Props) {
  const words = useLinkWords(queued)
  return (
    <footer className="flex h-[26px] shrink-0 items-center gap-5 border-t border-line bg-panel px-3.5 font-tell text-[.875rem] text-muted max-md:hidden">
      <div role="status" className="h-full min-w-0">
        <LinkMark words={words} />
      </div>
      {unreadRooms > 0 && (
        <span className="whitespace-nowrap">
          {plural(unreadRooms, { one: '# room unread', other: '# rooms unread' })}
          <span className="ml-5 max-lg:hidden">
            {nextHint} {t`next`}
          </span>
        </span>
      )}
      <div className="ml-auto flex h-full">
        <LookSwitches />
        <button type="button" onClick={onKeys} className={word}>
          <kbd aria-hidden className="mr-1.5 rounded-xs border border-edge px-1 font-tell text-[.8125rem]">
            ?
          </kbd>
          {t`keys`}
        </button>
      </div>
    </footer>
  )
}

/** On phones the line shows only when the link is not well, over the composer. */
export function LinkBar({ queued }: { readonly queued: number }) {
  const words = useLinkWords(queued)
  if (words.tone === 'ok' || words.tone === 'quiet') return null
  return (
    <div
      role="status"
      className="shrink-0 border-t border-line bg-panel px-3 pt-1 pb-2 font-tell text-[.875rem] md:hidden"
    >
      <LinkMark words={words} />
    </div>
  )
}

/** The state of the link beside one's own name on a phone. */
export function LinkWord({ queued }: { readonly queued: number }) {
  const { tone, label } = useLinkWords(queued)
  return (
    <span className={tone === 'careful' ? 'text-accent' : tone === 'bad' ? 'text-danger' : 'text-muted'}>
      {label}
    </span>
  )
}

const word = 'ring-inside h-full px-2 hover:bg-raised hover:text-strong'

function LookSwitches() {
  const { theme, crt, density } = useLook()
  const look = `${word} uppercase`
  return (
    <>
      <button
        type="button"
        className={look}
        onClick={() => setLook({ theme: theme === 'neon' ? 'amber' : 'neon' })}
      >
        <span className="sr-only">{t`Theme:`} </span>
        {theme === 'neon' ? t`neon` : t`amber`}
      </button>
      <button type="button" className={look} aria-pressed={crt} onClick={() => setLook({ crt: !crt })}>
        {crt ? t`CRT on` : t`CRT off`}
      </button>
      <button
        type="button"
        className={look}
        onClick={() => setLook({ density: density === 'compact' ? 'comfortable' : 'compact' })}
      >
        <span className="sr-only">{t`Density:`} </span>
        {density === 'compact' ? t`tight` : t`comfy`}
      </button>
    </>
  )
}
