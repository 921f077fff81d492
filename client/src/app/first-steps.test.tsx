import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { queries } from '../api/queries.ts'
import { useOpenDialog } from './dialogs.ts'
import { FirstSteps } from './first-steps.tsx'

afterEach(() => {
  cleanup()
  queries.clear()
  vi.unstubAllGlobals()
})

function arriveWhereThereAre(rooms: readonly unknown[]) {
  vi.stubGlobal('fetch', async () => Response.json({ rooms }))
  render(
    <QueryClientProvider client={queries}>
      <FirstSteps />
    </QueryClientProvider>,
  )
}

test('an empty server says that it is, and that the first room is one’s own to make', async () => {
  arriveWhereThereAre([])
  await screen.findByRole('heading', { name: 'A new server, all yours' })
  await userEvent.click(screen.getByRole('button', { name: 'Create the first room' }))
  expect(useOpenDialog.getState().name).toBe('create')
})

test('where there are rooms already one is led to them', async () => {
  arriveWhereThereAre([{ id: 'r', name: 'engine', memberCount: 1 }])
  await screen.findByRole('heading', { name: 'No rooms yet' })
  await userEvent.click(screen.getByRole('button', { name: 'Discover rooms' }))
  expect(useOpenDialog.getState().name).toBe('discover')
})
