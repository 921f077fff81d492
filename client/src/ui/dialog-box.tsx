import { Dialog as Base } from '@base-ui/react/dialog'
import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { useRef } from 'react'
import type { DialogProps } from './dialog.tsx'
import { IconButton } from './icon-button.tsx'

const widths = { normal: 'w-[min(28rem,calc(100vw-2rem))]', wide: 'w-[min(44rem,calc(100vw-2rem))]' }

const scroll = 'min-h-0 overflow-y-auto p-5 pt-4'

/**
 * A modal: keeps the focus, closes on Escape, gives the focus back. It begins at what is marked `data-first`, else at
 * the first control of its body, or at its text: not at the button that closes it.
 */
export function DialogBox({ title, onClose, children, size = 'normal', isText = false }: DialogProps) {
  const body = useRef<HTMLElement & HTMLDivElement>(null)
  const first = () =>
    (isText ? body.current : body.current?.querySelector<HTMLElement>('[data-first]')) ??
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
          {isText ? (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: on a small screen it scrolls, and keys must reach what scrolls
            <section ref={body} aria-label={title} tabIndex={0} className={`ring-inside ${scroll}`}>
              {children}
            </section>
          ) : (
            <div ref={body} className={scroll}>
              {children}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
