import { t } from '@lingui/core/macro'
import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { RoomFields } from './room-fields.tsx'
import { makeRoom, newRoomId } from './room-store.ts'

type Props = { readonly onClose: () => void; readonly onMade: (roomId: string) => void }

export function CreateRoomDialog({ onClose, onMade }: Props) {
  // One id for all tries of this dialog: a try whose answer was lost cannot become a second room.
  const [id] = useState(() => newRoomId())
  const { refusal, isBusy, ask } = useAsk()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const made = await ask(() => makeRoom(String(form.get('name')), String(form.get('description')), id))
    if (made) onMade(made.value.id)
  }

  return (
    <Dialog title={t`Create a room`} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <RoomFields refusal={refusal} failure={t`The room was not made.`} />
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" isBusy={isBusy}>
            {isBusy ? t`Creating…` : t`Create room`}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
