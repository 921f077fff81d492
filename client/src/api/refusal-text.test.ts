import { expect, test } from 'vitest'
import type { Refusal, RefusalCode } from './generated.ts'
import { inOurWords } from './refusal-text.ts'

const said = (code: string, more: Partial<Refusal> = {}) =>
  inOurWords({ code: code as RefusalCode, message: 'As the server says it.', ...more }).message

test('where the code says enough, it is told in the page’s own words', () => {
  expect(said('roomFull')).toBe('The room is full.')
  expect(said('ownerCannotLeave')).toBe('Its owner cannot leave it: hand it over first.')
})

test('how long to wait is told in seconds, rounded up', () => {
  expect(said('rateLimited', { retryAfterMs: 3_100 })).toBe('Too fast: try again in 4 s.')
  expect(said('rateLimited')).toBe('Too fast: try again in 1 s.')
})

test('where the code says too little, or is newer than the page, the server’s words stand', () => {
  for (const code of ['invalid', 'busy', 'aCodeOfTomorrow', 'toString'])
    expect(said(code)).toBe('As the server says it.')
})

test('nothing else of the refusal changes', () => {
  const refusal: Refusal = { code: 'notMember', message: 'No.', errors: { roomId: ['no'] }, retryAfterMs: 5 }
  expect(inOurWords(refusal)).toEqual({ ...refusal, message: 'You are not in this room any more.' })
})
