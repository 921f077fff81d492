import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MemberPage, MemberRoom } from '../../api/generated.ts'
import { queries } from '../../api/queries.ts'
import { ada } from '../../testing/people.ts'
import { MembersPanel } from './members-panel.tsx'
import { usePresence } from './presence-store.ts'

const memberCount = 10_000
const nameOf = (number: number) => `guest ${String(number).padStart(5, '0')}`
const members = Array.from({ length: memberCount }, (_, number) => ({
  user: { id: `${number}`, username: number === 0 ? ada.username : nameOf(number) },
  role: 'member' as const,
  joinedAt: '2026-03-01T11:00:00Z',
  changedSeq: number,
  online: number === 0,
}))

const room: MemberRoom = {
  id: 'r',
  name: 'engine',
  owner: ada,
  createdAt: '2026-03-01T11:00:00Z',
  memberCount,
  onlineCount: 1,
  lastSeq: 0,
  changedSeq: 1,
  lastActivityAt: '2026-03-01T11:00:00Z',
  role: 'owner',
  readSeq: 0,
  unread: 0,
}

/** As the server pages and searches. */
async function answer(path: string): Promise<Response> {
  const { searchParams } = new URL(path, 'http://localhost')
  const found = members.filter(({ user }) => user.username.includes(searchParams.get('query') ?? ''))
  const start = Number(searchParams.get('cursor') ?? 0)
  const end = start + Number(searchParams.get('limit'))
  const page: MemberPage = {
    members: found.slice(start, end),
    total: found.length,
    ...(end < found.length && { cursor: String(end) }),
  }
  return Response.json(page)
}

beforeEach(() => {
  usePresence.setState({ presence: { ...usePresence.getInitialState().presence } }, true)
  vi.stubGlobal('fetch', answer)
  // Nothing is ever scrolled into view in a page without layout.
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  render(
    <QueryClientProvider client={queries}>
      <MembersPanel room={room} me={ada} onClose={() => undefined} extra={() => null} />
    </QueryClientProvider>,
  )
})

afterEach(() => {
  cleanup()
  queries.clear()
  vi.unstubAllGlobals()
})

const rows = () => screen.getAllByRole('listitem').length

test('of 10,000 members a page is shown, all are counted, and the next page is one step away', async () => {
  await screen.findByText(nameOf(1))
  expect(rows()).toBe(50)
  screen.getByRole('region', { name: 'online, 1' })
  screen.getByRole('region', { name: 'offline, 9999' })
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  await screen.findByText(nameOf(99))
  expect(rows()).toBe(100)
})

test('whoever is looked for is found, however far down', async () => {
  await screen.findByText(nameOf(1))
  await userEvent.type(screen.getByRole('searchbox', { name: 'Find a member' }), '09876')
  const found = await screen.findByRole('region', { name: 'offline, 1' })
  within(found).getByText(nameOf(9876))
  await userEvent.type(screen.getByRole('searchbox', { name: 'Find a member' }), 'x')
  await screen.findByText('Nobody of that name.')
})
