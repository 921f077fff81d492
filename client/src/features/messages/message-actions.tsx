import { useState } from 'react'
import type { Message } from '../../api/generated.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { LongPress } from './long-press.tsx'
import { MessageSheet } from './message-sheet.tsx'
import { Shelf } from './shelf.tsx'

type Props = {
  readonly message: Message
  readonly isNear: boolean
  readonly isMine: boolean
  readonly mayDelete: boolean
}

/** What can be done with a message: a shelf for mouse and keys, a sheet for a thumb. */
export function MessageActions({ message, isNear, isMine, mayDelete }: Props) {
  const [open, setOpen] = useState<'sheet' | 'delete'>()
  const close = () => setOpen(undefined)
  const actions = {
    message,
    mayEdit: isMine,
    mayDelete: isMine || mayDelete,
    onDelete: () => setOpen('delete'),
  }
  return (
    <>
      <LongPress onLongPress={() => setOpen('sheet')} />
      {isNear && <Shelf {...actions} />}
      {open === 'sheet' && <MessageSheet {...actions} onClose={close} />}
      {open === 'delete' && <DeleteDialog message={message} onClose={close} />}
    </>
  )
}
