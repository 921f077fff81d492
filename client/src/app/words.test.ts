import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync, transformSync, traverse } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { makeConfig } from '@lingui/conf'
import { expect, test } from 'vitest'
import { messages } from '../ui/words/en.ts'

const source = join(import.meta.dirname, '..')
const linguiConfig = makeConfig({ locales: ['en'], sourceLocale: 'en' })
const options = {
  babelrc: false,
  configFile: false,
  parserOpts: { plugins: ['typescript' as const, 'jsx' as const] },
}

/** Attributes and members whose value a person reads or hears. */
const shown =
  /^(label|title|placeholder|aria-label|hint|alt|what|failure|keep|go|going|submit|busyLabel|detail|action|does)$/
/** Names stay what they are in every language. */
const names = new Set(['ROSTRA', 'Rostra'])

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|^testing|generated|words\b/.test(path))
  .map((path) => ({
    path: relative(source, join(source, path)),
    code: readFileSync(join(source, path), 'utf8'),
  }))

const isWords = (text: string) => /\p{L}{2}/u.test(text) && !names.has(text.trim())

test('every word that somebody reads goes through the catalog', { timeout: 60_000 }, () => {
  const bare: string[] = []
  for (const { path, code } of files) {
    const tree = parseSync(code, { ...options, filename: path })
    if (!tree) throw new Error(`${path} could not be read.`)
    // biome-ignore-start lint/correctness/noComponentHookFactories: these are kinds of nodes
    traverse(tree, {
      JSXText: (place) => {
        const isMarked = place.findParent(
          (parent) => parent.isJSXElement() && isNamed(parent.node.openingElement.name, 'Trans'),
        )
        const { value } = place.node
        if (isWords(value) && !isMarked) bare.push(`${path}: ${value.trim()}`)
      },
      JSXAttribute: ({ node }) => {
        if (isNamed(node.name, shown) && node.value?.type === 'StringLiteral' && isWords(node.value.value))
          bare.push(`${path}: ${node.value.value}`)
      },
      ObjectProperty: ({ node }) => {
        const { key, value } = node
        if (
          key.type === 'Identifier' &&
          shown.test(key.name) &&
          value.type === 'StringLiteral' &&
          isWords(value.value)
        )
          bare.push(`${path}: ${value.value}`)
      },
    })
    // biome-ignore-end lint/correctness/noComponentHookFactories: as above
  }
  expect(bare).toEqual([])
})

test('the catalog holds every word: else npm --prefix client/tools/words run gather', {
  timeout: 60_000,
}, () => {
  const missing: string[] = []
  for (const { path, code } of files.filter((file) => file.code.includes('/macro'))) {
    const made = transformSync(code, { ...options, filename: path, plugins: [[macros, { linguiConfig }]] })
    for (const [, id = '', message = ''] of (made?.code ?? '').matchAll(
      /\bid:? ?=?"([^"]{6})",?\s*message:? ?=?"([^"]*)"/g,
    ))
      if (!(id in messages)) missing.push(`${path}: ${message}`)
  }
  expect(missing).toEqual([])
})

function isNamed(name: { readonly type: string }, wanted: string | RegExp): boolean {
  const text = name.type === 'JSXIdentifier' && 'name' in name ? String(name.name) : ''
  return typeof wanted === 'string' ? text === wanted : wanted.test(text)
}
