import { renderHook } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import type { Batch, MemberRoom, Message } from '../../api/generated.ts'
import { ada, ken } from '../../testing/people.ts'
import { forgetMentions, receiveBatch, useMentionCount } from './mentions.ts'

const room = { id: 'r', readSeq: 1 } as MemberRoom

const message = (id: number, text: string, more: Partial<Message> = {}): Message => ({
  roomId: 'r',
  id,
  clientId: `c${id}`,
  author: ken,
  text,
  sentAt: '2026-03-01T12:00:00.000Z',
  reactions: [],
  changedSeq: id,
  ...more,
})

const batch = (type: 'messagePosted' | 'messageChanged', ...messages: Message[]): Batch => ({
  roomId: 'r',
  after: 0,
  upTo: 9,
  events: messages.map((one) => ({ type, seq: one.changedSeq, message: one })),
})

const count = () => renderHook(() => useMentionCount(room)).result.current

beforeEach(forgetMentions)

test('lines that speak to me and are not read are counted, once each', () => {
  receiveBatch(batch('messagePosted', message(1, '@ada'), message(2, '@ada'), message(3, 'nobody')), ada)
  receiveBatch(batch('messagePosted', message(2, '@ada')), ada)
  expect(count()).toBe(1)
})

test('an edit or a deletion can take the mention away, and an edit can bring it', () => {
  receiveBatch(batch('messagePosted', message(2, '@ada'), message(3, 'x'), message(4, '@ada')), ada)
  receiveBatch(
    batch(
      'messageChanged',
      message(2, 'never mind'),
      message(3, 'hey @ada'),
      message(4, '', { deletedAt: '2026-03-01T12:00:01.000Z' }),
    ),
    ada,
  )
  expect(count()).toBe(1)
})

test('what I say to myself counts nowhere', () => {
  receiveBatch(batch('messagePosted', message(2, '@ada', { author: ada })), ada)
  expect(count()).toBe(0)
})
