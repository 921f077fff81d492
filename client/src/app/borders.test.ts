import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')
const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** Where a file belongs: a feature by its name, everything else by its top folder. Drawn from the directory alone. */
function homeOf(path: string): string {
  const [top = '', second = ''] = relative(source, path).split(sep)
  return top === 'features' ? `features/${second}` : top
}

/** Who may be imported from where. */
function mayImport(from: string, to: string): boolean {
  if (from === to) return true
  if (from === 'app') return to !== 'testing'
  if (to === 'app') return false
  if (from.startsWith('features/')) return ['api', 'realtime', 'ui'].includes(to)
  if (from === 'testing') return true
  return from !== 'api' && to === 'api'
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => join(source, path))

/** Made from the server's document: nobody reads it from top to bottom. */
const generated = join(source, 'api', 'generated.ts')

const imports = files.flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) => ({
    path,
    target: join(dirname(path), target),
  })),
)

test('the borders between the folders hold', () => {
  const trespasses = imports
    .filter(({ path, target }) => !(isTest(path) && homeOf(target) === 'testing'))
    .filter(({ path, target }) => !mayImport(homeOf(path), homeOf(target)))
    .map(({ path, target }) => `${relative(source, path)} imports ${relative(source, target)}`)
  expect(trespasses).toEqual([])
})

test('the page itself has no part of the tests', () => {
  const leaks = imports.filter(
    ({ path, target }) => !isTest(path) && homeOf(path) !== 'testing' && homeOf(target) === 'testing',
  )
  expect(leaks).toEqual([])
})

test('no file grows past what one can hold in mind', () => {
  const long = files.filter(
    (path) => path !== generated && readFileSync(path, 'utf8').split('\n').length > 250,
  )
  expect(long.map((path) => relative(source, path))).toEqual([])
})
