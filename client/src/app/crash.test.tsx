import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Crash } from './crash.tsx'

afterEach(cleanup)

function Broken(): never {
  throw new Error('no')
}

test('a page that fails as a whole says so and offers to reload', () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  render(
    <Crash>
      <Broken />
    </Crash>,
  )
  expect(screen.getByRole('alert').textContent).toContain('Something went wrong')
  screen.getByRole('button', { name: 'Reload' })
})
