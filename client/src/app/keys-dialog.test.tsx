import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { KeysDialog } from './keys-dialog.tsx'

afterEach(cleanup)

test('the sheet of keys is scrolled with keys: its text has the focus', async () => {
  render(<KeysDialog onClose={() => undefined} />)
  const text = await screen.findByRole('region', { name: 'Keys' }, { timeout: 10_000 })
  expect(text.tabIndex).toBe(0)
  await waitFor(() => expect(document.activeElement).toBe(text))
})
