import { waitBefore } from './backoff.ts'

/** How things stand between this page and the server, as the status line tells it. */
export type LinkState =
  | { readonly at: 'closed' }
  | { readonly at: 'dialling'; readonly attempt: number }
  | { readonly at: 'up'; readonly latencyMs?: number }
  | { readonly at: 'waiting'; readonly attempt: number; readonly until: number }

export type LinkEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'shut' }
  | { readonly type: 'welcomed' }
  | { readonly type: 'answered'; readonly latencyMs: number }
  | { readonly type: 'lost'; readonly now: number; readonly random: number }
  | { readonly type: 'due' }

export function step(state: LinkState, event: LinkEvent): LinkState {
  switch (event.type) {
    case 'opened':
      return state.at === 'closed' ? { at: 'dialling', attempt: 1 } : state
    case 'shut':
      return { at: 'closed' }
    case 'welcomed':
      return state.at === 'closed' ? state : { at: 'up' }
    case 'answered':
      return state.at === 'up' ? { at: 'up', latencyMs: event.latencyMs } : state
    case 'lost':
      return lose(state, event.now, event.random)
    case 'due':
      return state.at === 'waiting' ? { at: 'dialling', attempt: state.attempt } : state
    default:
      return event satisfies never
  }
}

function lose(state: LinkState, now: number, random: number): LinkState {
  if (state.at === 'closed' || state.at === 'waiting') return state
  const attempt = state.at === 'dialling' ? state.attempt + 1 : 1
  return { at: 'waiting', attempt, until: now + waitBefore(attempt, random) }
}
