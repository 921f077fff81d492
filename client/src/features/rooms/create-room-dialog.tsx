import { type FormEvent, useState } from 'react'
import type { Refusal } from '../../api/contract.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { makeRoom, newRoomId } from './room-store.ts'

type Props = { readonly onClose: () => void; readonly onMade: (roomId: string) => void }

export function CreateRoomDialog({ onClose, onMade }: Props) {
  // One id for all tries of this dialog: a try whose answer was lost cannot become a second room.
  const [id] = useState(() => newRoomId())
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)
  const errors = refusal?.code === 'roomNameTaken' ? { name: ['This name is taken.'] } : refusal?.errors

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await makeRoom(String(form.get('name')), String(form.get('description')), id).catch(
      () => ({
        refusal: { code: 'busy' as const, message: 'The server could not be reached. Try again.' },
      }),
    )
    setBusy(false)
    if ('refusal' in answer) setRefusal(answer.refusal)
    else onMade(answer.value.id)
  }

  return (
    <Dialog title="Create a room" onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {refusal && !errors && <Notice title="The room was not made.">{refusal.message}</Notice>}
        <Field
          label="Name"
          name="name"
          hint="3 to 50 letters"
          autoComplete="off"
          required
          autoFocus
          errors={errors?.name}
        />
        <Field
          label="What it is about"
          name="description"
          hint="may be blank"
          autoComplete="off"
          errors={errors?.description}
        />
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" isBusy={isBusy}>
            {isBusy ? 'Creating…' : 'Create room'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
