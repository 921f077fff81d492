import fc from 'fast-check'
import { expect, test } from 'vitest'
import { piecesOf, wayWithin } from './links.ts'

const hrefs = (text: string) => piecesOf(text).flatMap(({ href }) => href ?? [])

test('an address ends where the sentence goes on', () => {
  expect(hrefs('see https://example.org/a?b=c#d, then http://x.org.')).toEqual([
    'https://example.org/a?b=c#d',
    'http://x.org',
  ])
  expect(hrefs('(https://en.wikipedia.org/wiki/Rostra_(Rome))')).toEqual([
    'https://en.wikipedia.org/wiki/Rostra_(Rome)',
  ])
  expect(hrefs('[https://example.org/]!')).toEqual(['https://example.org/'])
  expect(hrefs('“https://example.org/…')).toEqual(['https://example.org/'])
})

test('only web addresses lead anywhere', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://',
    'https://:',
    'ftp://x.org',
    'example.org',
  ])
    expect(hrefs(text)).toEqual([])
})

test('whatever is said stands there as it was said, and every link is http or https', () => {
  const word = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.constantFrom('javascript:', 'http://', ')', '(', ' ', '\n'),
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (words) => {
      const text = words.join('')
      const pieces = piecesOf(text)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      for (const { href } of pieces)
        if (href !== undefined) expect(new URL(href).protocol).toMatch(/^https?:$/)
    }),
  )
})

const site = 'https://chat.example/rostra'

test.each([
  ['/rooms/7', '/rooms/7'],
  ['/rooms/7?panel=search#end', '/rooms/7?panel=search#end'],
  ['/', '/'],
  ['', undefined],
  ['.example/rooms/7', undefined],
  ['/../..//example.org/hers', undefined],
])('%j behind the address of this Rostra leads to %j within it', (rest, way) => {
  expect(wayWithin(site, site + rest)).toBe(way)
})

test.each(['//example.org/hers', '/\\example.org/hers', '/\\/example.org', '/.//example.org'])(
  '%j leads elsewhere, whatever stands before it',
  (rest) => {
    expect(wayWithin('https://chat.example', `https://chat.example${rest}`)).toBeUndefined()
  },
)
