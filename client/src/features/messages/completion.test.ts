import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UserRef } from '../../api/generated.ts'
import { fold } from '../../ui/names.ts'
import { askedAt, fitting } from './completion.ts'

const people = (...names: string[]) =>
  new Map(names.map((name): [string, UserRef] => [fold(name), { id: name, username: name }]))

const names = (part: string, ...all: string[]) =>
  fitting(part, people(...all), 'me').map((user) => user.username)

test('a name is being written from an @ that begins a word to the caret', () => {
  expect(askedAt('hi @ad', 6)).toEqual({ from: 3, part: 'ad' })
  expect(askedAt('@', 1)).toEqual({ from: 0, part: '' })
  expect(askedAt('(@ada l', 7)).toEqual({ from: 1, part: 'ada l' })
  for (const text of ['hi', 'mail x@ad', '@ ad', '@ada\nx', `@${'x'.repeat(51)}`])
    expect(askedAt(text, text.length)).toBeUndefined()
  expect(askedAt('@ada and more', 2)).toEqual({ from: 0, part: 'a' })
})

test('those whose name begins so come first, oneself never, and a slip of the finger is forgiven', () => {
  expect(names('an', 'ann', 'Joan', 'mary ann', 'ken')).toEqual(['ann', 'mary ann', 'Joan'])
  expect(names('', 'me', 'ada')).toEqual(['ada'])
  expect(names('lovelcae', 'lovelace', 'babbage')).toEqual(['lovelace'])
  expect(names('ada ', 'ada')).toEqual([])
})

test('whatever stands before the caret, the part is what stands between the @ and it', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(30), (text, at) => {
      const caret = Math.min(at, text.length)
      const asked = askedAt(text, caret)
      if (asked) expect(`@${asked.part}`).toBe(text.slice(asked.from, caret))
    }),
  )
})
