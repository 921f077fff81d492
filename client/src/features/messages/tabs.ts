import type { Kept } from './keeping.ts'
import type { Unsent } from './outbox.ts'

/**
 * What one tab tells the others of its browser: what a person of it has written and taken away since, what it leaves
 * unsent as it closes, or that all of it is forgotten.
 */
export type TabNews = { readonly person: string } & (
  | { readonly fresh: readonly (readonly [key: string, Kept])[]; readonly gone: readonly string[] }
  | { readonly left: readonly Unsent[] }
  | { readonly isForgotten: true }
)

let channel: BroadcastChannel | undefined

export function hearTabs(hear: (news: TabNews) => void) {
  if (typeof BroadcastChannel === 'undefined') return
  channel = new BroadcastChannel('rostra.unsent')
  channel.onmessage = ({ data }: MessageEvent<TabNews>) => hear(data)
}

export const tellTabs = (news: TabNews) => channel?.postMessage(news)
