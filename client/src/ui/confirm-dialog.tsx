import type { ReactNode } from 'react'
import type { Answer } from '../api/answer.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { Notice } from './notice.tsx'
import { useAsk } from './use-ask.ts'

type Props = {
  readonly title: string
  readonly children: ReactNode
  readonly keep: string
  readonly go: string
  readonly going: string
  readonly isDanger?: boolean
  /** What did not happen. */
  readonly failure: string
  readonly act: () => Promise<Answer<unknown>>
  readonly onDone: () => void
  readonly onClose: () => void
}

/** A question before something that others notice or that cannot be taken back. */
export function ConfirmDialog(props: Props) {
  const { title, children, keep, go, going, isDanger = true, failure, act, onDone, onClose } = props
  const { refusal, isBusy, ask } = useAsk()
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="flex flex-col gap-4 text-[.9375rem] leading-6">
        {refusal && <Notice title={failure}>{refusal.message}</Notice>}
        {children}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{keep}</Button>
          <Button
            kind={isDanger ? 'danger' : 'primary'}
            isBusy={isBusy}
            onClick={async () => {
              if (await ask(act)) onDone()
            }}
          >
            {isBusy ? going : go}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
