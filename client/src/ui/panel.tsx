import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from './icon-button.tsx'

type Props = {
  readonly title: string
  readonly detail?: ReactNode
  readonly onClose: () => void
  readonly width: 'narrow' | 'wide'
  readonly children: ReactNode
}

const widths = { narrow: 'w-56', wide: 'w-[22.5rem]' }

/** What stands at the right of a room: a column on wide pages, over the log on narrower ones, all of a phone. */
export function Panel({ title, detail, onClose, width, children }: Props) {
  const ref = useRef<HTMLElement>(null)
  useEffect(() => {
    const opener = document.activeElement
    return () => {
      // Whoever had the focus in here gets it back where they came from, not nowhere.
      const isInside = ref.current === null || ref.current.contains(document.activeElement)
      if (isInside && opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <aside
      ref={ref}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
      className={`z-3 flex shrink-0 flex-col border-l border-line bg-panel max-[75rem]:absolute max-[75rem]:inset-y-0 max-[75rem]:right-0 max-[75rem]:shadow-dialog max-md:fixed max-md:inset-0 max-md:w-full max-md:border-l-0 max-md:bg-app ${widths[width]}`}
    >
      <div className="flex h-[52px] shrink-0 items-center justify-between border-b border-line pr-2 pl-4 max-md:h-14 max-md:pr-1">
        <h2 className="min-w-0 truncate font-head text-[1.25rem] leading-none tracking-[.06em] text-strong">
          {title} <span className="text-muted">{detail}</span>
        </h2>
        <IconButton icon={X} label={t`Close ${title.toLowerCase()}`} onClick={onClose} />
      </div>
      {children}
    </aside>
  )
}
