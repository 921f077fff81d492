import { Dialog as Base } from '@base-ui/react/dialog'
import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { useRef } from 'react'
import type { DialogProps } from './dialog.tsx'
import { IconButton } from './icon-button.tsx'

const widths = { normal: 'w-[min(28rem,calc(100vw-2rem))]', wide: 'w-[min(44rem,calc(100vw-2rem))]' }

/**
 * A modal: keeps the focus, closes on Escape, gives the focus back. It begins at what is marked `data-first`, else at
 * the first control of its body: not at the button that closes it.
 */
export function DialogBox({ title, onClose, children, size = 'normal' }: DialogProps) {
  const body = useRef<HTMLDivElement>(null)
  const first = () =>
    body.current?.querySelector<HTMLElement>('[data-first]') ??
    body.current?.querySelector<HTMLElement>('input, textarea, button') ??
    true
  return (
    <Base.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-10 bg-black/60" />
        <Base.Popup
          initialFocus={first}
          className={`appears fixed top-1/2 left-1/2 z-10 flex max-h-[calc(100dvh-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-sm border border-edge bg-overlay text-text shadow-dialog outline-none max-md:top-auto max-md:bottom-[max(1rem,env(safe-area-inset-bottom))] max-md:translate-y-0 ${widths[size]}`}
        >
          <div className="flex shrink-0 items-center justify-between gap-3 p-5 pb-0">
            <Base.Title className="min-w-0 truncate font-head text-[1.75rem] leading-none tracking-[.06em] text-strong">
              {title}
            </Base.Title>
            <Base.Close render={<IconButton icon={X} label={t`Close`} />} />
          </div>
          <div ref={body} className="min-h-0 overflow-y-auto p-5 pt-4">
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
