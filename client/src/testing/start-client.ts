import { vi } from 'vitest'
import { holdSession } from '../api/session.ts'
import type { ModelServer } from './model-server.ts'

let current: ModelServer | undefined

/** The dial of whichever server the present test has made. */
export const dialModel: ModelServer['dial'] = (events) => {
  if (!current) throw new Error('No server was started.')
  return current.dial(events)
}

/** Points the client's HTTP and hub at the model and logs its person in. */
export function startClient(server: ModelServer) {
  current = server
  vi.stubGlobal('fetch', server.fetch)
  holdSession({
    accessToken: 'token',
    expiresAt: new Date(Date.now() + 600_000).toISOString(),
    sessionId: 's',
    user: { ...server.me, email: 'ada@example.org', createdAt: '2026-03-01T12:00:00Z' },
  })
}
