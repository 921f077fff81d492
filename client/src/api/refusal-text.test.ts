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

test('where the code says too little, the server’s sentence is told in the page’s language', () => {
  expect(said('listFull', { message: 'The room has as many bans as it may have: lift one.' })).toBe(
    'The room has as many bans as it may have. Lift one first.',
  )
  expect(said('busy')).toBe('The server could not do it now. Try again.')
})

test('what is newer than the page is told as the server says it', () => {
  for (const code of ['listFull', 'aCodeOfTomorrow', 'toString'])
    expect(said(code)).toBe('As the server says it.')
})

test('each bad field has its sentence, and what has no field shows them all', () => {
  const errors = { name: ['must be 3 to 50 characters long.'], mood: ['must be good.'] }
  expect(inOurWords({ code: 'invalid', message: 'Some fields are not valid.', errors })).toEqual({
    code: 'invalid',
    message: '3 to 50 characters. must be good.',
    errors: { name: ['3 to 50 characters.'], mood: ['must be good.'] },
  })
})

test('nothing else of the refusal changes', () => {
  const refusal: Refusal = { code: 'notMember', message: 'No.', retryAfterMs: 5 }
  expect(inOurWords(refusal)).toEqual({ ...refusal, message: 'You are not in this room any more.' })
})
