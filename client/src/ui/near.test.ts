import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearTo } from './near.ts'

const names = ['screen-and-tmux', 'raspberry-pi', 'release-party', 'lubuntu on old laptops', 'общий разговор']
const meant = (typed: string) => nearTo(typed, names).map(({ index }) => names[index])

test('one mistake in a word is forgiven: a letter too many, too few, another one, or two turned round', () => {
  expect(meant('rasbperry')).toEqual(['raspberry-pi'])
  expect(meant('rasperry')).toEqual(['raspberry-pi'])
  expect(meant('raspbberry')).toEqual(['raspberry-pi'])
  expect(meant('raspverry')).toEqual(['raspberry-pi'])
  expect(meant('разгавор')).toEqual(['общий разговор'])
  expect(meant('releas patry')).toEqual(['release-party'])
})

test('two mistakes in one word are another word', () => {
  expect(meant('rsapbrery')).toEqual([])
  expect(meant('xyz')).toEqual([])
})

test('whatever is typed, what is told is there, once, and its places are in it', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), fc.array(fc.string({ maxLength: 20 })), (typed, texts) => {
      const found = nearTo(typed, texts)
      expect(new Set(found.map(({ index }) => index)).size).toBe(found.length)
      for (const { index, at } of found)
        for (const place of at) expect(place).toBeLessThan(texts[index]?.length ?? 0)
    }),
  )
})

test('a word with two letters turned round is found', () => {
  // What begins with a letter twice is wanted as it is.
  const word = fc.stringMatching(/^[a-z]{5,12}$/).filter((text) => text[0] !== text[1])
  fc.assert(
    fc.property(word, fc.nat(), (text, where) => {
      const at = 1 + (where % (text.length - 2))
      const turned = text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
      expect(nearTo(turned, ['zzz', text]).map(({ index }) => index)).toEqual([1])
    }),
  )
})
