import { under } from './base-path.ts'
import type { Auth, Me } from './generated.ts'

export type Renewal = 'renewed' | 'ended' | 'unreachable'

/** A refresh well before the end; a clock that is wrong may neither spin nor sleep through it. */
const marginMs = 60_000
const renewMinMs = 60_000
const renewMaxMs = 9 * 60_000

let held: { readonly accessToken: string; readonly renewInMs: number } | undefined
let renewing: Promise<Renewal> | undefined
let listener: (user: Me | undefined) => void = () => undefined

// The access token lives in this module's memory only: what a script can read from storage, it can steal.
export const accessToken = () => held?.accessToken

export const renewInMs = () => held?.renewInMs ?? renewMinMs

/** Tells who is logged in, whenever that changes. */
export function onSession(listen: (user: Me | undefined) => void) {
  listener = listen
}

export function holdSession(auth: Auth) {
  const lifeMs = Date.parse(auth.expiresAt) - Date.now()
  held = {
    accessToken: auth.accessToken,
    renewInMs: Math.min(renewMaxMs, Math.max(renewMinMs, lifeMs - marginMs)),
  }
  listener(auth.user)
}

export function dropSession() {
  held = undefined
  listener(undefined)
}

/** A new access token for the refresh cookie. Whoever asks meanwhile joins the same request. */
export function renewSession(): Promise<Renewal> {
  renewing ??= renew().finally(() => {
    renewing = undefined
  })
  return renewing
}

async function renew(): Promise<Renewal> {
  const before = held
  try {
    const response = await fetch(under('/api/auth/refresh'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
    })
    if (response.ok) {
      const auth: Auth = await response.json()
      // Whoever logged out or in as another person while this was under way has the last word.
      if (held === before) holdSession(auth)
      return held ? 'renewed' : 'ended'
    }
    if (response.status !== 401) return 'unreachable'
    if (held === before) dropSession()
    return 'ended'
  } catch {
    return 'unreachable'
  }
}
