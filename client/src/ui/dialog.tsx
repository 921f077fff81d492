import { lazy, type ReactNode, Suspense } from 'react'
import { part } from './part.ts'

export type DialogProps = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** A list to choose from wants more room than a question. */
  readonly size?: 'normal' | 'wide'
  /** Nothing in it can be pressed: the text itself takes the focus, so that keys scroll it. */
  readonly isText?: boolean
}

export const loadDialog = part(async () => ({ default: (await import('./dialog-box.tsx')).DialogBox }))

const DialogBox = lazy(loadDialog)

/** A modal. Its code comes when it is first needed, or when the page has nothing else to do. */
export function Dialog(props: DialogProps) {
  return (
    <Suspense fallback={null}>
      <DialogBox {...props} />
    </Suspense>
  )
}
