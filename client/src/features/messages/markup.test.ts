import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Block, type Inline, markupOf, sourceMax } from './markup.ts'

/** The blocks as one would write them down: *italic*, **bold**, ~struck~, `code`, > quote, language|block. */
const told = (source: string) => markupOf(source).map(tell)

function tell(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.inlines.map(tellInline).join('')
    case 'code':
      return `${block.language}|${block.text}`
    case 'quote':
      return `> ${block.blocks.map(tell).join(' / ')}`
    case 'list':
      return block.items.map(({ mark, blocks }) => `${mark} ${blocks.map(tell).join(' / ')}`).join(' ; ')
  }
}

function tellInline(inline: Inline): string {
  const inner = 'inlines' in inline ? inline.inlines.map(tellInline).join('') : inline.text
  const marks = { text: '', code: '`', bold: '**', italic: '*', struck: '~' }
  return `${marks[inline.kind]}${inner}${marks[inline.kind]}`
}

test('what people write to stress, strike and quote a word does so', () => {
  expect(told('**very** *nice*, _too_, ~~not~~ and `a * b`')).toEqual([
    '**very** *nice*, *too*, ~not~ and `a * b`',
  ])
  expect(told('**bold with *italic* in it**')).toEqual(['**bold with *italic* in it**'])
  expect(told('> one\n> two\nmy answer')).toEqual(['> one\ntwo', 'my answer'])
  expect(told('> > inner\n> outer')).toEqual(['> > inner / outer'])
})

test('code stays as it is, and what is between the fences is one piece', () => {
  expect(told('see\n```ts\nconst a = b * c\n\n  _x_\n```\nthere')).toEqual([
    'see',
    'ts|const a = b * c\n\n  _x_',
    'there',
  ])
  expect(told('```\nleft open')).toEqual(['|left open'])
  expect(told('look: ```\na\nb\n```')).toEqual(['look:', '|a\nb'])
  expect(told('```sh\na\nb```')).toEqual(['sh|a\nb'])
  expect(told('`a\nb`')).toEqual(['`a\nb`'])
  expect(told('```one line```')).toEqual(['`one line`'])
})

test('lists keep the marks they were written with, and end where the talk goes on', () => {
  expect(told('- one\n- two\n  more\n- three\nthat is all')).toEqual([
    '- one ; - two\nmore ; - three',
    'that is all',
  ])
  expect(told('7. seven\n8. eight')).toEqual(['7. seven ; 8. eight'])
  expect(told('- one\n  - inner\n- two')).toEqual(['- one / - inner ; - two'])
  expect(told('- [ ] not a box')).toEqual(['- [ ] not a box'])
})

test('what only looks like a mark is text', () => {
  for (const text of [
    '2 * 3 * 4 = 24',
    'snake_case_name and __',
    '>_< and :> and a > b',
    '-5 degrees, +1, #tag, # no heading',
    'a\n---\nb',
    '| a | b |\n|---|---|',
    '<b>no html</b> &amp; &#42;',
    '![no](picture) [no](https://example.org/hidden) [x]: y',
    '¯\\_(ツ)_/¯ and \\*this\\*',
    '    four spaces  \nand two at the end',
    'https://example.org/_a_*b*c_d_ @_ada_lovelace',
  ])
    expect(told(text)).toEqual([text.trimEnd()])
})

test('an address or a name is whole, in whatever it stands', () => {
  expect(told('**https://example.org/a_b** and *@ada_l*')).toEqual([
    '**https://example.org/a_b** and *@ada_l*',
  ])
  expect(told('*see https://example.org/*x*')).toEqual(['*see https://example.org/*x*'])
})

const marks = [
  '*',
  '**',
  '_',
  '~~',
  '`',
  '```',
  '\n',
  '\n\n',
  '> ',
  '>',
  '- ',
  '1. ',
  '  ',
  ' ',
  '\\',
  '[',
  '](',
  ')',
]
const said = fc
  .array(
    fc.oneof(fc.constantFrom(...marks, '@ada', 'https://x.org/_', '&lt;'), fc.string({ maxLength: 6 })),
    {
      maxLength: 60,
    },
  )
  .map((words) => words.join(''))

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

const words = (blocks: readonly Block[]): string => blocks.map(blockWords).join('')

function blockWords(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.inlines.map(inlineWords).join('')
    case 'code':
      return block.language + block.text
    case 'quote':
      return words(block.blocks)
    case 'list':
      return block.items.map((item) => item.mark + words(item.blocks)).join('')
  }
}

const inlineWords = (inline: Inline): string =>
  'inlines' in inline ? inline.inlines.map(inlineWords).join('') : inline.text

test('whatever is written, no letter of it is lost, added or moved', () => {
  fc.assert(
    fc.property(said, (text) => {
      expect(letters(words(markupOf(text)))).toBe(letters(text))
    }),
    { numRuns: 1_000 },
  )
})

test('a text without marks stands as it was sent', () => {
  const plain = fc.string().map((text) => text.replace(/[*_~`>+\-\\.)\s@:[]/g, 'x'))
  fc.assert(
    fc.property(plain, (text) => {
      expect(markupOf(text)).toEqual(text === '' ? [] : [{ kind: 'text', inlines: [{ kind: 'text', text }] }])
    }),
  )
})

test('nothing takes long to read, and nothing goes deep', () => {
  const unit = fc.array(fc.constantFrom(...marks, 'a', 'http://x', '@'), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(unit, (parts) => {
      const text = parts.join('').repeat(sourceMax).slice(0, sourceMax)
      const start = performance.now()
      expect(depthOf(markupOf(text))).toBeLessThanOrEqual(6)
      expect(performance.now() - start).toBeLessThan(1_000)
    }),
    { numRuns: 100 },
  )
  expect(markupOf('*a* '.repeat(sourceMax))).toHaveLength(1)
})

function depthOf(blocks: readonly Block[]): number {
  const depths = blocks.map((block) => {
    if (block.kind === 'quote') return depthOf(block.blocks)
    return block.kind === 'list' ? Math.max(0, ...block.items.map((item) => depthOf(item.blocks))) : 0
  })
  return 1 + Math.max(0, ...depths)
}
