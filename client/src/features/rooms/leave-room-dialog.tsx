import { useState } from 'react'
import type { Refusal, Room } from '../../api/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { toast } from '../../ui/toasts.tsx'
import { leave } from './room-store.ts'

type Props = { readonly room: Room; readonly onClose: () => void; readonly onLeft: () => void }

export function LeaveRoomDialog({ room, onClose, onLeft }: Props) {
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)

  async function go() {
    setBusy(true)
    const answer = await leave(room.id).catch(() => ({
      refusal: { code: 'busy' as const, message: 'The server could not be reached. Try again.' },
    }))
    setBusy(false)
    if ('refusal' in answer) return setRefusal(answer.refusal)
    toast('done', `You left #${room.name}.`)
    onLeft()
  }

  return (
    <Dialog title="Leave the room?" onClose={onClose}>
      <div className="flex flex-col gap-4 text-[.9375rem] leading-6">
        {refusal && (
          <Notice title="You are still in the room.">
            {refusal.code === 'ownerCannotLeave' ? 'Its owner cannot leave it.' : refusal.message}
          </Notice>
        )}
        <p className="break-words">
          You will hear nothing of <b className="text-strong">#{room.name}</b> any more. Its link lets you in
          again.
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Stay</Button>
          <Button kind="danger" isBusy={isBusy} onClick={go}>
            {isBusy ? 'Leaving…' : 'Leave room'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
