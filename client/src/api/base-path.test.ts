import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  delete document.documentElement.dataset.base
  vi.resetModules()
})

test('what is asked of the server is asked below the path where the page stands', async () => {
  document.documentElement.dataset.base = '/chat'
  const { basePath, under } = await import('./base-path.ts')
  expect([basePath, under('/api/limits')]).toEqual(['/chat', '/chat/api/limits'])
})

test('where Rostra has an address to itself, paths are as they are', async () => {
  const { basePath, under } = await import('./base-path.ts')
  expect([basePath, under('/hub')]).toEqual(['', '/hub'])
})
