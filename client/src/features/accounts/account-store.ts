import { t } from '@lingui/core/macro'
import { create } from 'zustand'
import type { Answer } from '../../api/answer.ts'
import type { Auth, Me, Refusal, SessionEnded } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { dropSession, holdSession, onSession, renewSession } from '../../api/session.ts'
import { waitBefore } from '../../realtime/backoff.ts'

/** How the person came to be out: never in, by their own wish, or by somebody else's. */
export type Leaving = 'never' | 'logout' | 'ended' | SessionEnded['reason']

/** Who uses this page. */
export type Account =
  | { readonly at: 'starting' }
  | { readonly at: 'unreachable' }
  | { readonly at: 'out'; readonly how: Leaving }
  | { readonly at: 'in'; readonly user: Me }

export const useAccount = create<Account>()(() => ({ at: 'starting' }))

let leaving: Leaving | undefined

onSession((user) => {
  const before = useAccount.getState()
  if (!user) {
    // Whoever is out already stays out as they went: the socket tells the end of a session a second time.
    if (before.at === 'out') return
    const how = before.at === 'in' ? (leaving ?? 'ended') : 'never'
    return useAccount.setState({ at: 'out', how }, true)
  }
  if (before.at !== 'in' || before.user.id !== user.id) useAccount.setState({ at: 'in', user }, true)
})

/** Goes on with the session of the refresh cookie, if there is one. Asks until somebody answers. */
export async function restoreSession(): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    if ((await renewSession()) !== 'unreachable') return
    if (useAccount.getState().at === 'in') return
    useAccount.setState({ at: 'unreachable' }, true)
    await new Promise((resolve) => setTimeout(resolve, waitBefore(attempt, Math.random())))
  }
}

export const logIn = (username: string, password: string) =>
  enter(request('POST', '/api/auth/login', { body: { username, password } }))

/** `invite`: of an invitation's link; empty where there is none. */
export const register = (username: string, email: string, password: string, invite: string) =>
  enter(
    request('POST', '/api/auth/register', { body: { username, email, password, ...(invite && { invite }) } }),
  )

/**
 * Ends the session. False when the server could not be told: the cookie would bring whoever opens the page next
 * straight back in, so the page must not look logged out.
 */
export async function logOut(): Promise<boolean> {
  const answer = await request('POST', '/api/auth/logout', { body: {} }).catch(() => undefined)
  if (!answer || 'refusal' in answer) return false
  leaveAs('logout')
  return true
}

/** The server has ended the session: only logging in helps. */
export const sessionOver = (reason?: SessionEnded['reason']) => leaveAs(reason ?? 'ended')

function leaveAs(how: Leaving) {
  leaving = how
  dropSession()
  leaving = undefined
}

async function enter(asked: Promise<Answer<Auth>>): Promise<Refusal | undefined> {
  const answer: Answer<Auth> = await asked.catch(() => ({
    refusal: { code: 'busy', message: t`The server could not be reached. Try again.` },
  }))
  if ('refusal' in answer) return answer.refusal
  holdSession(answer.value)
  return undefined
}
