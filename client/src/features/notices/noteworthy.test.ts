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

const settings = { desktop: true, sound: false, muted: [], mentionsOnly: [] }
const look = { me: ada, settings, watchedId: undefined }

test('the newest line of another is told of', () => {
  expect(noteworthy(posted(said(1), said(2), said(3, ada)), look)?.id).toBe(2)
})

test('own lines, deleted ones, muted rooms and the room before one’s eyes tell nothing', () => {
  expect(noteworthy(posted(said(1, ada)), look)).toBeUndefined()
  expect(noteworthy(posted(said(1, ken, { deletedAt: '2026-03-01T12:00:01.000Z' })), look)).toBeUndefined()
  expect(noteworthy(posted(said(1)), { ...look, settings: { ...settings, muted: ['r'] } })).toBeUndefined()
  expect(noteworthy(posted(said(1)), { ...look, watchedId: 'r' })).toBeUndefined()
})

test('a room that tells of mentions only tells of lines that speak to the person', () => {
  const quiet = { ...look, settings: { ...settings, mentionsOnly: ['r'] } }
  const names = said(1, ken, { text: 'what does @Ada think?' })
  expect(noteworthy(posted(names, said(2)), quiet)?.id).toBe(1)
  expect(noteworthy(posted(said(1, ken, { text: 'so says `@ada`' })), quiet)).toBeUndefined()
})
