import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { setDraft, useDrafts } from '../features/messages/drafts.ts'
import { emptyOutbox, say, useOutbox } from '../features/messages/outbox-store.ts'
import { Stranger } from './stranger.tsx'

afterEach(() => {
  cleanup()
  emptyOutbox()
  vi.unstubAllGlobals()
})

test('what was written for a room that is gone stands on its page, until one has thrown it away', async () => {
  vi.stubGlobal('fetch', async () =>
    Response.json({ code: 'roomNotFound', message: 'gone' }, { status: 404 }),
  )
  say('r', 'too late')
  setDraft('r', 'begun')
  setDraft('q', 'of another room')
  render(<Stranger roomId="r" onBack={() => undefined} />)
  const kept = within(await screen.findByRole('region', { name: 'Not sent' }))
  expect(kept.getAllByRole('listitem').map((one) => one.querySelector('p')?.textContent)).toEqual([
    'too late',
    'begun',
  ])
  const [ofLine, ofDraft] = kept.getAllByRole('button', { name: 'Discard' })
  await act(async () => {
    if (ofLine) await userEvent.click(ofLine)
    if (ofDraft) await userEvent.click(ofDraft)
  })
  expect(screen.queryByRole('region', { name: 'Not sent' })).toBeNull()
  expect(useOutbox.getState().lines).toEqual([])
  expect(useDrafts.getState()).toEqual({ q: 'of another room' })
})
