import { create } from 'zustand'
import { under } from './base-path.ts'
import type { LimitsView } from './generated.ts'

/** What the server allows: these until it has said so itself. */
export const useLimits = create<Pick<LimitsView, 'textMax' | 'emojis' | 'keepDays'>>()(() => ({
  textMax: 1000,
  keepDays: 0,
  emojis: ['👍', '👎', '❤️', '😂', '🔥', '👀', '🎉'],
}))

/** Asked once; a server that cannot be reached now will refuse what is too much by itself. */
export async function fetchLimits() {
  const answer = await fetch(under('/api/limits')).catch(() => undefined)
  if (answer?.ok) useLimits.setState((await answer.json()) as LimitsView)
}
