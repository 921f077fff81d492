import { t } from '@lingui/core/macro'
import type { FormEvent } from 'react'
import type { MemberRoom } from '../../api/generated.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { RoomFields } from './room-fields.tsx'
import { editRoom } from './room-store.ts'

type Props = { readonly room: MemberRoom; readonly onClose: () => void }

export function EditRoomDialog({ room, onClose }: Props) {
  const { refusal, isBusy, ask } = useAsk()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    if (await ask(() => editRoom(room.id, String(form.get('name')), String(form.get('description')))))
      onClose()
  }

  return (
    <Dialog title={t`Edit the room`} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <RoomFields
          refusal={refusal}
          failure={t`The room is as it was.`}
          name={room.name}
          description={room.description}
        />
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" kind="primary" isBusy={isBusy}>
            {isBusy ? t`Saving…` : t`Save`}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
