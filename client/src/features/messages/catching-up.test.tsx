import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { CatchingUp } from './catching-up.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('what is missing is said to come, and after a while that it takes long', () => {
  vi.useFakeTimers()
  render(<CatchingUp isTroubled={false} />)
  expect(screen.getByRole('status').textContent).toBe('Catching up…')
  act(() => void vi.advanceTimersByTime(5_000))
  expect(screen.getByRole('status').textContent).toBe('Still catching up. Trying again by itself.')
})

test('a try that failed is told at once', () => {
  render(<CatchingUp isTroubled />)
  expect(screen.getByRole('status').textContent).toBe('Still catching up. Trying again by itself.')
})
