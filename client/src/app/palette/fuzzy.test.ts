import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitOf } from './fuzzy.ts'

const best = (typed: string, ...texts: string[]) =>
  texts
    .flatMap((text) => {
      const found = fitOf(typed, text)
      return found ? [{ text, score: found.score }] : []
    })
    .sort((one, other) => other.score - one.score)
    .map(({ text }) => text)

test('letters may be left out, not turned round', () => {
  expect(best('scr', 'escape-from-vim', 'screen-and-tmux', 'rcs')).toEqual([
    'screen-and-tmux',
    'escape-from-vim',
  ])
  expect(fitOf('tmx', 'screen-and-tmux')?.at).toEqual([11, 12, 14])
  expect(fitOf('xt', 'screen-and-tmux')).toBeUndefined()
})

test('the start of a word fits better than its middle, a run better than letters here and there', () => {
  expect(best('sc', 'escape-from-vim', 'screen-and-tmux')).toEqual(['screen-and-tmux', 'escape-from-vim'])
  expect(best('rp', 'raspberry-pi', 'carp', 'release-party')[0]).not.toBe('raspberry-pi')
  expect(best('gen', 'going-to-emacs-night', 'general')).toEqual(['general', 'going-to-emacs-night'])
})

test('what fits is found at the places that are told', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 6 }), fc.string({ maxLength: 20 }), (typed, text) => {
      const found = fitOf(typed, text)
      if (!found || found.at.length === 0) return
      const read = found.at.map((index) => text[index]?.toLowerCase()).join('')
      expect(read.replace(/\s+/g, '')).toBe(typed.toLowerCase().replace(/\s+/g, ''))
      expect([...found.at].sort((a, b) => a - b)).toEqual(found.at)
    }),
  )
})
