import { create } from 'zustand'

/** What the person has begun to write: by room, and by message for one that they edit. Kept while they look elsewhere. */
export const useDrafts = create<Readonly<Record<string, string>>>()(() => ({}))

export function setDraft(name: string, text: string) {
  useDrafts.setState({ [name]: text })
}

export function dropDraft(name: string) {
  const { [name]: _, ...rest } = useDrafts.getState()
  useDrafts.setState(rest, true)
}
