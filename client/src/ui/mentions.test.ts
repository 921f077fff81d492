import { expect, test } from 'vitest'
import { ada } from '../testing/people.ts'
import { isFor } from './mentions.ts'

const room = '00000000-0000-7000-8000-000000000001'

test('a name said to somebody is for them', () => {
  for (const text of [
    '@ada look',
    'and you, @ADA?',
    '- @ada\n- @ken',
    `> @ada: so it is https://x.org/rooms/${room}/4\nno`,
  ])
    expect({ [text]: isFor(text, ada) }).toEqual({ [text]: true })
})

test('code, quotes and longer names are for nobody', () => {
  for (const text of [
    'ada',
    '@adam',
    'mail ada@ada',
    '`@ada`',
    '``a ` @ada``',
    '```\n@ada\n```\nthere',
    '~~~\n@ada',
    '> she asked @ada',
    `> @ken: @ada was here https://x.org/rooms/${room}/4\nyes`,
  ])
    expect({ [text]: isFor(text, ada) }).toEqual({ [text]: false })
})

test('what stands around code and quotes counts', () => {
  for (const text of ['`x` @ada', '> quote\n@ada', '```\nx\n```\n@ada', 'a ` b @ada'])
    expect({ [text]: isFor(text, ada) }).toEqual({ [text]: true })
})
