import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { UserRef } from '../api/generated.ts'
import { fold, namesIn } from './names.ts'

const people = (...names: string[]) =>
  new Map(names.map((name): [string, UserRef] => [fold(name), { id: name, username: name }]))

const named = (text: string, ...names: string[]) =>
  namesIn(text, people(...names)).flatMap(({ user }) => user?.username ?? [])

test('an @ and the longest name that somebody has', () => {
  expect(named('hi @ada, @Ken! and @nobody', 'ada', 'ken')).toEqual(['ada', 'ken'])
  expect(named('@ada lovelace wrote to @ada', 'ada', 'ada lovelace')).toEqual(['ada lovelace', 'ada'])
  expect(named('(@ada) @ada: @ada’s', 'ada')).toEqual(['ada', 'ada', 'ada'])
  expect(named('@Ｋｅｎ', 'ken')).toEqual(['ken'])
})

test('a part of a word or of a longer name is nobody', () => {
  expect(named('x@ada @adam @ada-x @ada_x @ada.example @ ada @@ada', 'ada')).toEqual([])
  expect(named('@ada\nlovelace', 'ada lovelace')).toEqual([])
})

test('whatever is said stands there as it was said, and every name is somebody’s', () => {
  const name = fc.constantFrom('ada', 'ada l', 'Ǆ', 'ß', '李小龍', 'a.b', '😀😀😀')
  const word = fc.oneof(fc.string({ maxLength: 4 }), name, fc.constantFrom('@', '@ada', ' ', '\n', '-'))
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), fc.array(name), (words, names) => {
      const text = words.join('')
      const known = people(...names)
      const pieces = namesIn(text, known)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      for (const { text: piece, user } of pieces)
        if (user) expect(fold(piece)).toBe(`@${fold(user.username)}`)
    }),
  )
})
