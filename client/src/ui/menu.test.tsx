import { act, cleanup, render, screen } from '@testing-library/react'
import { Pencil, Settings } from 'lucide-react'
import { afterEach, expect, test } from 'vitest'
import { loadMenu, Menu } from './menu.tsx'

afterEach(cleanup)

test('whoever stands on the button when the list’s code comes stays on it', async () => {
  render(<Menu icon={Settings} label="More" items={[{ icon: Pencil, label: 'Edit', onPick: () => {} }]} />)
  const plain = screen.getByRole('button', { name: 'More' })
  plain.focus()
  await act(async () => {
    await loadMenu()
  })
  expect(plain.isConnected).toBe(false)
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More' }))
})
