import { create } from 'zustand'

/** What the person has begun to write in each room, kept while they look elsewhere. */
export const useDrafts = create<Readonly<Record<string, string>>>()(() => ({}))

export function setDraft(roomId: string, text: string) {
  useDrafts.setState({ [roomId]: text })
}
