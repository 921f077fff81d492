import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const client = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(client, '..', 'docs', 'parity.md'), 'utf8')
const rows = [...page.matchAll(/^\| ([FWP]\d+) \|.*$/gm)].map(([row, name = '']) => ({ row, name }))

const span = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`)

test('docs/parity.md has a row for everything, in order', () => {
  expect(rows.map(({ name }) => name)).toEqual([
    ...span('F', 1, 58),
    ...span('W', 1, 24),
    ...span('W', 30, 48),
    ...span('W', 50, 71),
    ...span('P', 1, 25),
  ])
})

test('each row names a test that is there, or says what is not here', () => {
  const unfounded = rows.filter(({ row }) => {
    const files = [...row.matchAll(/`((?:e2e|src|Node|[A-Z]\w+)\/[\w./-]+\.(?:ts|tsx|js|cs))`/g)].map(
      ([, path = '']) => path,
    )
    const isThere = (path: string) =>
      existsSync(join(client, path)) || existsSync(join(client, '..', 'Rostra.Tests', path))
    return files.length === 0 ? !row.includes('**') : !files.every(isThere)
  })
  expect(unfounded.map(({ name }) => name)).toEqual([])
})
