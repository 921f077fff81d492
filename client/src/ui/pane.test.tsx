import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { Pane } from './pane.tsx'

let isBroken = true

function Fragile() {
  if (isBroken) throw new Error('broken')
  return <p>whole</p>
}

afterEach(cleanup)

test('what fails in a pane stays in it, and may be tried again', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  render(
    <>
      <p>the rest</p>
      <Pane what="The talk">
        <Fragile />
      </Pane>
    </>,
  )
  await screen.findByText('The talk could not be shown.')
  await screen.findByText('the rest')

  isBroken = false
  await userEvent.click(screen.getByRole('button', { name: 'Retry' }))
  await screen.findByText('whole')
  expect(screen.queryByRole('alert')).toBeNull()
})
