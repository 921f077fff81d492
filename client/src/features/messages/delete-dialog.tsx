import { useState } from 'react'
import type { Message, Refusal } from '../../api/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { remove } from './deeds.ts'

export function DeleteDialog({
  message,
  onClose,
}: {
  readonly message: Message
  readonly onClose: () => void
}) {
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)

  async function go() {
    setBusy(true)
    const refused = await remove(message)
    setBusy(false)
    if (refused) setRefusal(refused)
    else onClose()
  }

  return (
    <Dialog title="Delete the message?" onClose={onClose}>
      <div className="flex flex-col gap-4">
        {refusal && <Notice title="The message is still there.">{refusal.message}</Notice>}
        <p className="line-clamp-4 border-l-2 border-edge pl-3 text-[.9375rem] leading-6 [overflow-wrap:anywhere]">
          {message.text}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep</Button>
          <Button kind="danger" isBusy={isBusy} onClick={go}>
            {isBusy ? 'Deleting…' : 'Delete message'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
