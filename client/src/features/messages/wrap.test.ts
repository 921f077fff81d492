import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrap } from './wrap.ts'

function done(text: string, start: number, end: number, mark: string) {
  const { from, to, text: put, selected } = wrap(text, start, end, mark)
  return { text: text.slice(0, from) + put + text.slice(to), selected }
}

test('a word gets its marks and stays selected; nothing selected leaves the caret between them', () => {
  expect(done('so very good', 3, 7, '**')).toEqual({ text: 'so **very** good', selected: [5, 9] })
  expect(done('so ', 3, 3, '_')).toEqual({ text: 'so __', selected: [4, 4] })
  expect(done('a\nb', 0, 3, '`')).toEqual({ text: '```\na\nb\n```', selected: [4, 7] })
})

test('the same key twice leaves a text without marks as it was', () => {
  const place = fc.tuple(
    fc.string({ maxLength: 30, unit: fc.constantFrom(...'ab \nß') }),
    fc.nat(30),
    fc.nat(30),
    fc.constantFrom('**', '_', '`'),
  )
  fc.assert(
    fc.property(place, ([text, one, other, mark]) => {
      const [start = 0, end = 0] = [one, other].map((at) => Math.min(at, text.length)).sort((a, b) => a - b)
      const first = done(text, start, end, mark)
      expect(done(first.text, ...first.selected, mark)).toEqual({ text, selected: [start, end] })
    }),
  )
})
