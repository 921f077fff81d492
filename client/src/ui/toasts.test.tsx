import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Toasts, toast } from './toasts.tsx'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

test('each toast has its own time: the first one’s end does not take the second along', () => {
  vi.useFakeTimers()
  render(<Toasts />)
  act(() => toast('failed', 'first'))
  act(() => vi.advanceTimersByTime(4_000))
  act(() => toast('failed', 'second'))
  act(() => vi.advanceTimersByTime(2_500))
  expect(screen.queryByText('first')).toBeNull()
  screen.getByText('second')
  act(() => vi.advanceTimersByTime(4_000))
  expect(screen.queryByText('second')).toBeNull()
})
