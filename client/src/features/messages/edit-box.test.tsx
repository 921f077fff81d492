import { cleanup, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { giveLayout, openConversation } from '../../testing/open-conversation.tsx'
import { ada, ken } from '../../testing/people.ts'
import { type Deed, RoomModel } from '../../testing/room-model.ts'
import { startEditing, stopEditing } from './editing.ts'
import { startTimelines } from './timelines.ts'

let room: RoomModel

beforeEach(() => {
  giveLayout()
  room = new RoomModel('r')
  startTimelines(ada.id)
})

afterEach(() => {
  cleanup()
  stopEditing()
})

const open = (...deeds: Deed[]) => openConversation(room, deeds)

test('arrow up in an empty box opens the last own message for editing', async () => {
  open({ do: 'post', by: ada, text: 'mine' }, { do: 'post', by: ken, text: 'his' })
  const box = screen.getByRole('textbox', { name: 'Message #engine' })
  await userEvent.type(box, '{ArrowUp}')
  const edit = await screen.findByRole('textbox', { name: 'Edit message' })
  expect((edit as HTMLTextAreaElement).value).toBe('mine')
  await userEvent.type(edit, '{Escape}')
  expect(screen.queryByRole('textbox', { name: 'Edit message' })).toBeNull()
})

test('what is written in an edit outlives Escape and the row it stands in; Cancel throws it away', async () => {
  open({ do: 'post', by: ada, text: 'mine' })
  const edit = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' })
  const box = () => screen.getByRole('textbox', { name: 'Message #engine' })
  await userEvent.type(box(), '{ArrowUp}')
  expect(document.activeElement).toBe(await edit())
  await userEvent.type(await edit(), ' and more{Escape}')
  await screen.findByText('mine')
  await userEvent.type(box(), '{ArrowUp}')
  expect((await edit()).value).toBe('mine and more')

  // As when one scrolls far away and comes back.
  cleanup()
  open()
  expect((await edit()).value).toBe('mine and more')
  await userEvent.clear(await edit())
  expect((await edit()).value).toBe('')
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  await userEvent.type(box(), '{ArrowUp}')
  expect((await edit()).value).toBe('mine')
})

test('an edit is of one room: a message of the same number elsewhere stays as it is', async () => {
  startEditing({ roomId: 'another', id: 1 })
  open({ do: 'post', by: ken, text: 'not yours' })
  await screen.findByText('not yours')
  expect(screen.queryByRole('textbox', { name: 'Edit message' })).toBeNull()
})
