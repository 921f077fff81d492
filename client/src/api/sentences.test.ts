import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inOurLanguage } from './sentences.ts'

const server = join(import.meta.dirname, '..', '..', '..')

/** Where the server judges what a person wrote. */
const judges = [
  'Rostra.Grains/Names/Username.cs',
  'Rostra.Grains/Accounts/Email.cs',
  'Rostra.Grains/Accounts/PasswordRules.cs',
  'Rostra.Grains/Rooms/RoomRules.cs',
  'Rostra.Grains/Search/Filters.cs',
  'Rostra.Gateway/Accounts/LoginForm.cs',
]

/** Its sentences, with a number where it puts one. */
const sentencesOf = (path: string) =>
  [...readFileSync(join(server, path), 'utf8').matchAll(/"((?:must|is|knows|wants) [^"]+\.)"/g)].map(
    ([, sentence = '']) => sentence.replace(/\{[^}]+\}/g, '7'),
  )

test.each(judges)('whatever %s says is told in the page’s language', (path) => {
  const sentences = sentencesOf(path)
  expect(sentences.length).toBeGreaterThan(0)
  expect(sentences.filter((sentence) => inOurLanguage(sentence) === sentence)).toEqual([])
})

test('the limits are the server’s', () => {
  expect(inOurLanguage('must be 3 to 50 characters long.')).toBe('3 to 50 characters.')
  expect(inOurLanguage('must not be longer than 64 characters.')).toBe('At most 64 characters.')
})

test('what this page does not know stays as it came', () => {
  expect(inOurLanguage('must rhyme.')).toBe('must rhyme.')
})
