import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { MemberRoom } from '../../api/generated.ts'
import { useLimits } from '../../api/limits.ts'
import { ken } from '../../testing/people.ts'
import { KeepDays } from './keep-days.tsx'

const kept = vi.hoisted(() => vi.fn(async () => ({ value: {} })))
vi.mock('./acts.ts', () => ({ setKeepDays: kept }))

const room = { id: 'r', name: 'room', owner: ken, role: 'owner' } as MemberRoom

afterEach(() => {
  cleanup()
  kept.mockClear()
  useLimits.setState({ keepDays: 0 })
})

const picked = () => screen.getByRole('button', { pressed: true }).textContent
const offered = () => screen.getAllByRole('button').map((button) => button.textContent)

test('a room of which nobody said anything is kept for ever', () => {
  render(<KeepDays room={room} />)

  expect(offered()).toEqual(['for ever', '1 d', '7 d', '30 d', '90 d', '365 d'])
  expect(picked()).toBe('for ever')
})

test('a time of its own is shown, also one that is not among the usual ones', () => {
  render(<KeepDays room={{ ...room, keepDays: 14 }} />)

  expect(picked()).toBe('14 d')
})

test('nothing longer than what the server keeps is offered', () => {
  useLimits.setState({ keepDays: 60 })
  render(<KeepDays room={room} />)

  expect(offered()).toEqual(['60 days', '1 d', '7 d', '30 d'])
  expect(picked()).toBe('60 days')
})

test('nothing is removed before that was asked; a longer time is simply taken', async () => {
  render(<KeepDays room={{ ...room, keepDays: 30 }} />)

  await userEvent.click(screen.getByRole('button', { name: '7 d' }))
  expect(picked()).toBe('7 d')
  await userEvent.click(screen.getByRole('button', { name: 'Leave it as it is' }))
  expect(picked()).toBe('30 d')
  expect(kept).not.toHaveBeenCalled()

  await userEvent.click(screen.getByRole('button', { name: '7 d' }))
  await userEvent.click(screen.getByRole('button', { name: 'Remove what is older than 7 d' }))
  expect(kept).toHaveBeenLastCalledWith('r', 7)

  await userEvent.click(screen.getByRole('button', { name: '90 d' }))
  expect(kept).toHaveBeenLastCalledWith('r', 90)
})
