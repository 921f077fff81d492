import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { giveLayout, openConversation } from '../../testing/open-conversation.tsx'
import { ada, joan, ken } from '../../testing/people.ts'
import { type Deed, RoomModel } from '../../testing/room-model.ts'
import { fullTime } from '../../ui/time.ts'
import { setDraft } from './drafts.ts'
import { emptyOutbox, refuseRoom } from './outbox-store.ts'
import { unread } from './reading.ts'
import { forgetRoom, readingOf, receiveBatch, startTimelines } from './timelines.ts'

const toggled = vi.hoisted(() => vi.fn())
vi.mock('./react-to.ts', () => ({ toggleReaction: toggled }))

let room: RoomModel
let pageLimit: number

beforeEach(() => {
  giveLayout()
  room = new RoomModel('r')
  pageLimit = 50
  startTimelines(ada.id)
})

afterEach(() => {
  cleanup()
  emptyOutbox()
  setDraft('r', '')
})

const open = (...deeds: Deed[]) => openConversation(room, deeds, pageLimit)

function hear(deed: Deed) {
  act(() => {
    const event = room.act(deed)
    if (event) receiveBatch({ roomId: 'r', ...room.live(room.head - 1, room.head) })
  })
}

test('a message that someone else posts appears in the open room', async () => {
  open({ do: 'post', by: ken, text: 'first' })
  await screen.findByText('first')
  hear({ do: 'post', by: ken, text: 'second' })
  await screen.findByText('second')
})

test('edits, deletions and reactions of others show as they happen', async () => {
  open({ do: 'post', by: ken, text: 'teh' }, { do: 'post', by: ken, text: 'secret' })
  await screen.findByText('teh')
  hear({ do: 'edit', id: 1, text: 'the' })
  await screen.findByText('the')
  hear({ do: 'delete', id: 2 })
  await screen.findByText('message deleted')
  expect(screen.queryByText('secret')).toBeNull()
  hear({ do: 'react', id: 1, by: ken, emoji: '🔥' })
  const reaction = await screen.findByRole('button', { name: '🔥 1' })
  expect(reaction.getAttribute('aria-pressed')).toBe('false')
})

test('an empty room says that nothing has been said', async () => {
  open()
  await screen.findByText(/Nothing said yet/)
})

test('an own line shows at once, as one that is not sent yet', async () => {
  open({ do: 'post', by: ken, text: 'first' })
  const box = screen.getByRole('textbox', { name: 'Message #engine' })
  await userEvent.type(box, 'hello{Enter}')
  await screen.findByText('hello')
  await screen.findAllByText('queued')
  expect((box as HTMLTextAreaElement).value).toBe('')
})

test('a line that is too long stays in the box and says by how much', async () => {
  open()
  const box = screen.getByRole('textbox', { name: 'Message #engine' })
  fireEvent.change(box, { target: { value: 'x'.repeat(1003) } })
  await screen.findByText(/3 characters too long/)
  await userEvent.type(box, '{Enter}')
  expect((box as HTMLTextAreaElement).value).toHaveLength(1003)
})

test('with the keys one goes through the lines, into the actions of one, and back, without pressing any', async () => {
  open({ do: 'post', by: ken, text: 'first' }, { do: 'post', by: ken, text: 'second' })
  const line = async (text: string) => (await screen.findByText(text)).closest<HTMLElement>('[data-row]')
  const [first, second] = [await line('first'), await line('second')]
  act(() => second?.focus())
  await userEvent.keyboard('{ArrowUp}')
  expect(document.activeElement).toBe(first)
  await within(first ?? document.body).findByRole('button', { name: 'React 👍' })
  await userEvent.keyboard('{Enter}')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('React 👍')
  expect(toggled).not.toHaveBeenCalled()
  await userEvent.keyboard('{Escape}')
  expect(document.activeElement).toBe(first)
})

test('what is stressed is shown so, code is code, and whoever is named stands out', async () => {
  open({ do: 'post', by: ken, text: 'hey @ada, **mind** `a * b`\n```ts\nlet x\n```' })
  const bold = await screen.findByText('mind')
  expect(bold.closest('strong')).not.toBeNull()
  expect(screen.getByText('a * b').tagName).toBe('CODE')
  expect(screen.getByText('let x').closest('pre')).not.toBeNull()
  expect(screen.getByRole('button', { name: '@ada' }).className).toContain('text-secondary')
})

test('a room that is forgotten while it is open is read anew', async () => {
  open({ do: 'post', by: ken, text: 'first' })
  await screen.findByText('first')
  act(() => forgetRoom('r'))
  expect(readingOf('r')).toEqual(unread)
})

test('rows stand where they stand by their top alone: Chromium leaves rows unpainted that a transform moved', async () => {
  open({ do: 'post', by: ken, text: 'first' }, { do: 'post', by: ken, text: 'second' })
  const row = (await screen.findByText('second')).closest<HTMLElement>('[data-index]')
  expect(row?.style.top).toMatch(/^[1-9]\d*px$/)
  expect(row?.style.transform).toBe('')
})

test('of 200,000 messages only those one looks at are drawn', async () => {
  pageLimit = 200_000
  for (let number = 1; number <= pageLimit; number++)
    room.act({ do: 'post', by: ken, text: `line ${number}` })
  const { container } = open()
  // Which of them: without layout nobody can scroll.
  await screen.findAllByText(/^line \d+$/)
  expect(container.querySelectorAll('[data-row]').length).toBeLessThan(50)
  expect(container.querySelectorAll('*').length).toBeLessThan(1_000)
})

test('a line tells its hour, and on hover the whole date', async () => {
  open({ do: 'post', by: ken, text: 'first' })
  const row = (await screen.findByText('first')).closest<HTMLElement>('[data-row]')
  const time = row?.querySelector('time')
  expect(time?.title).toBe(fullTime(time?.dateTime ?? ''))
  expect(time?.title).toContain('2026')
})

test('a screen reader is told one line in full, and many as a count', async () => {
  open({ do: 'post', by: ken, text: 'first' })
  await screen.findByText('first')
  hear({ do: 'post', by: ken, text: '**so** it is' })
  await screen.findByText('ken: so it is', undefined, { timeout: 3_000 })
  hear({ do: 'post', by: ken, text: 'second' })
  hear({ do: 'post', by: joan, text: 'third' })
  hear({ do: 'post', by: ada, text: 'mine' })
  const told = await screen.findByText('2 new from ken, joan', undefined, { timeout: 3_000 })
  expect(told.getAttribute('aria-live')).toBe('polite')
})

test('how much may still be written is told before the end', async () => {
  open()
  const box = screen.getByRole('textbox', { name: 'Message #engine' })
  fireEvent.change(box, { target: { value: 'x'.repeat(899) } })
  expect(screen.queryByText(/left$/)).toBeNull()
  fireEvent.change(box, { target: { value: 'x'.repeat(960) } })
  await screen.findByText('40 left')
})

test('a refused line says why where it stands; it can be taken back into the box, or discarded', async () => {
  open({ do: 'post', by: ken, text: 'first' })
  const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message #engine' })
  await userEvent.type(box, 'one{Enter}two{Enter}')
  await screen.findByText('two')
  act(() => refuseRoom('r', { code: 'notMember', message: 'You are not in this room any more.' }))
  const row = (text: string) => within(screen.getByText(text).closest<HTMLElement>('[data-row]') ?? box)
  await screen.findAllByText(/You are not in this room any more/)
  await userEvent.click(row('two').getByRole('button', { name: 'Discard' }))
  expect(screen.queryByText('two')).toBeNull()
  await userEvent.click(row('one').getByRole('button', { name: 'Edit' }))
  expect(box.value).toBe('one')
})

test('what can be done with a line that was refused is reached with the keys, which are lost to nobody', async () => {
  open({ do: 'post', by: ken, text: 'first' })
  const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message #engine' })
  await userEvent.type(box, 'one{Enter}two{Enter}')
  await screen.findByText('two')
  act(() => refuseRoom('r', { code: 'notMember', message: 'You are not in this room any more.' }))
  await screen.findAllByText(/You are not in this room any more/)
  const row = (text: string) => screen.getByText(text).closest<HTMLElement>('[data-row]')
  act(() => row('one')?.focus())
  await userEvent.keyboard('{Enter}')
  expect(document.activeElement?.textContent).toBe('Retry')
  await userEvent.keyboard('{Enter}')
  expect(document.activeElement).toBe(row('one'))

  act(() => row('two')?.focus())
  await userEvent.keyboard('{Enter}{Tab}{Tab}')
  expect(document.activeElement?.textContent).toBe('Discard')
  await userEvent.keyboard('{Enter}')
  expect(screen.queryByText('two')).toBeNull()
  await waitFor(() => expect(document.activeElement).toBe(box))
})

test('a finger that stays on a line opens what can be done with it; one that moves does not', async () => {
  open({ do: 'post', by: ken, text: 'first' })
  const row = (await screen.findByText('first')).closest<HTMLElement>('[data-row]') ?? document.body
  const touch = { pointerType: 'touch', clientX: 50, clientY: 50 }
  vi.useFakeTimers()
  fireEvent.pointerDown(row, touch)
  fireEvent.pointerMove(row, { ...touch, clientY: 90 })
  act(() => void vi.advanceTimersByTime(1_000))
  vi.useRealTimers()
  expect(screen.queryByRole('dialog')).toBeNull()

  fireEvent.pointerDown(row, touch)
  const sheet = within(await screen.findByRole('dialog', { name: 'Message' }, { timeout: 10_000 }))
  fireEvent.pointerUp(document.body, touch)
  fireEvent.click(row)
  await userEvent.click(sheet.getByRole('button', { name: 'React 🔥' }))
  expect(toggled).toHaveBeenCalledWith(expect.objectContaining({ text: 'first' }), '🔥')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})
