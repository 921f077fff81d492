import { expect, test } from 'vitest'
import type { Batch, Message } from '../../api/generated.ts'
import { ada, ken } from '../../testing/people.ts'
import { noteworthy } from './noteworthy.ts'

const said = (id: number, author = ken, more: Partial<Message> = {}): Message => ({
  roomId: 'r',
  id,
  clientId: `c${id}`,
  author,
  text: `line ${id}`,
  sentAt: '2026-03-01T12:00:00.000Z',
  reactions: [],
  changedSeq: id,
  ...more,
})

const posted = (...messages: Message[]): Batch => ({
  roomId: 'r',
  after: 0,
  upTo: 9,
  events: messages.map((message) => ({ type: 'messagePosted', seq: message.id, message })),
})

const look = { me: ada.id, muted: [], watchedId: undefined }

test('the newest line of another is told of', () => {
  expect(noteworthy(posted(said(1), said(2), said(3, ada)), look)?.id).toBe(2)
})

test('own lines, deleted ones, muted rooms and the room before one’s eyes tell nothing', () => {
  expect(noteworthy(posted(said(1, ada)), look)).toBeUndefined()
  expect(noteworthy(posted(said(1, ken, { deletedAt: '2026-03-01T12:00:01.000Z' })), look)).toBeUndefined()
  expect(noteworthy(posted(said(1)), { ...look, muted: ['r'] })).toBeUndefined()
  expect(noteworthy(posted(said(1)), { ...look, watchedId: 'r' })).toBeUndefined()
})
