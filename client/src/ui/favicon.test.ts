import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.resetModules()
  delete document.documentElement.dataset.base
})

test('the picture of the tab is below where the page is', async () => {
  document.documentElement.dataset.base = '/chat'
  const { iconFor } = await import('./favicon.ts')
  expect(iconFor(0)).toBe('/chat/favicon.svg')
})

test('news puts a mark on it, whatever their number', async () => {
  const { iconFor } = await import('./favicon.ts')
  expect(iconFor(1)).toMatch(/^data:image\/svg\+xml,/)
  expect(iconFor(1)).toBe(iconFor(99))
})
