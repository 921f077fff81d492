import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { queries } from '../api/queries.ts'
import { keepFor, stopKeeping, watchUnsent } from '../features/messages/keeping.ts'
import { emptyOutbox, say } from '../features/messages/outbox-store.ts'
import { ada } from '../testing/people.ts'
import { SettingsDialog } from './settings-dialog.tsx'

const asked = vi.fn()

beforeEach(async () => {
  asked.mockReset()
  vi.stubGlobal('fetch', async (address: string, { method = 'GET' } = {}) => {
    asked(method, address)
    return Response.json([])
  })
  watchUnsent()
  await keepFor(ada.id)
  render(
    <QueryClientProvider client={queries}>
      <SettingsDialog me={ada} onClose={() => undefined} />
    </QueryClientProvider>,
  )
})

afterEach(() => {
  cleanup()
  emptyOutbox()
  stopKeeping()
  queries.clear()
  vi.unstubAllGlobals()
})

const logOut = async () =>
  userEvent.click(await screen.findByRole('button', { name: 'Log out' }, { timeout: 10_000 }))
const hasLoggedOut = () => asked.mock.calls.some(([, address]) => String(address).endsWith('/logout'))

test('whoever has unsent lines is asked before a logout throws them away', async () => {
  say('r', 'not sent')
  await logOut()
  await screen.findByRole('dialog', { name: 'Log out?' })
  screen.getByText('1 line is not sent yet.')
  expect(hasLoggedOut()).toBe(false)
  await userEvent.click(screen.getByRole('button', { name: 'Stay' }))
  await screen.findByRole('dialog', { name: 'Settings' })
  await logOut()
  await userEvent.click(await screen.findByRole('button', { name: 'Log out' }))
  await vi.waitFor(() => expect(hasLoggedOut()).toBe(true))
})

test('whoever has written nothing is not asked', async () => {
  await logOut()
  await vi.waitFor(() => expect(hasLoggedOut()).toBe(true))
})
