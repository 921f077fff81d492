import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ada, joan, ken } from '../../testing/people.ts'
import { RoomModel } from '../../testing/room-model.ts'
import { forgetTyping, receiveBatch, tellTyping, typingDone, useTyping } from './typing.ts'

const link = vi.hoisted(() => ({ command: vi.fn(async () => ({ value: {} })), at: 'up' }))
vi.mock('../../realtime/the-link.ts', () => ({
  link: { command: link.command, state: { getState: () => ({ at: link.at }) } },
}))

beforeEach(() => vi.useFakeTimers())

afterEach(() => {
  forgetTyping()
  link.at = 'up'
  link.command.mockClear()
})

const typing = (...users: (typeof ada)[]) =>
  receiveBatch({ roomId: 'r', events: [{ type: 'typingChanged', users }] }, ada.id)
const shown = () => useTyping.getState().r?.map((user) => user.username) ?? []

test('the others who write are shown in order of start, without oneself', () => {
  typing(ken, ada, joan)
  expect(shown()).toEqual(['ken', 'joan'])
  typing(joan)
  expect(shown()).toEqual(['joan'])
  typing()
  expect(shown()).toEqual([])
})

test('what somebody said ends their writing, whatever is told of it later', () => {
  typing(ken, joan)
  const room = new RoomModel('r')
  room.act({ do: 'post', by: ken, text: 'here it is' })
  receiveBatch({ roomId: 'r', ...room.live(0, 1) }, ada.id)
  expect(shown()).toEqual(['joan'])
})

test('a writer whose end was never told is forgotten', () => {
  typing(ken)
  vi.advanceTimersByTime(8_000)
  expect(shown()).toEqual([])
})

test('the server is told at most every two seconds, anew after a line was sent, and never without a link', () => {
  for (const now of [0, 500, 1_999, 2_000]) tellTyping('r', now)
  expect(link.command).toHaveBeenCalledTimes(2)
  typingDone()
  tellTyping('r', 2_100)
  expect(link.command).toHaveBeenCalledTimes(3)
  link.at = 'waiting'
  tellTyping('r', 9_000)
  expect(link.command).toHaveBeenCalledTimes(3)
})
