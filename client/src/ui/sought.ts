import { create } from 'zustand'

type Sought = { readonly roomId?: string; readonly words: readonly string[] }

const nothing: readonly string[] = []

/** What is looked for in the room that is open: its words are marked wherever they stand. */
const useSought = create<Sought>()(() => ({ words: nothing }))

/** The words to mark in this room. */
export const useSoughtIn = (roomId: string | undefined) =>
  useSought((sought) => (sought.roomId === roomId ? sought.words : nothing))

export const useIsFinding = (roomId: string) => useSought((sought) => sought.roomId === roomId)

export const isFinding = (roomId: string) => useSought.getState().roomId === roomId

export const beginFinding = (roomId: string) => useSought.setState({ roomId, words: nothing }, true)

export const seek = (words: string) =>
  useSought.setState({ words: words.split(/\s+/).filter((word) => word !== '') })

export const endFinding = () => useSought.setState({ words: nothing }, true)
