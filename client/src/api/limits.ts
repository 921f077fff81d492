import { create } from 'zustand'
import { under } from './base-path.ts'
import type { LimitsView } from './generated.ts'

/** What the server allows: these until it has said so itself. */
export const useLimits = create<Pick<LimitsView, 'textMax' | 'emojis'> & { readonly keepDays: number }>()(
  () => ({
    textMax: 1000,
    // Days; 0: for ever.
    keepDays: 0,
    emojis: ['👍', '👎', '❤️', '😂', '🔥', '👀', '🎉'],
  }),
)

/** Asked once; a server that cannot be reached now will refuse what is too much by itself. */
export async function fetchLimits() {
  const answer = await fetch(under('/api/limits')).catch(() => undefined)
  if (!answer?.ok) return
  const limits = (await answer.json()) as LimitsView
  useLimits.setState({ ...limits, keepDays: limits.keepDays ?? 0 })
}
