import { useEffect } from 'react'
import { create } from 'zustand'
import { part } from '../../ui/part.ts'
import type { Block, markupOf } from './markup.ts'

/** Most of what is said has no mark, and needs nobody who reads marks. */
const mark = /[*_~`]|^ {0,3}(?:>|[+-][ \t]|\d{1,9}[.)][ \t])/m

const load = part(() => import('./markup.ts'))

const useReader = create<{ readonly read: typeof markupOf | undefined }>()(() => ({ read: undefined }))

/** Begins to fetch what reads marks: before the first message that has some asks for it. */
export async function loadMarkup() {
  const { markupOf } = await load()
  useReader.setState({ read: markupOf })
}

/** What the text is made of; undefined where it is a text without marks, or where the reader is still on its way. */
export function useMarkup(text: string): readonly Block[] | undefined {
  const hasMark = mark.test(text)
  const read = useReader((reader) => (hasMark ? reader.read : undefined))
  const isMissing = hasMark && read === undefined
  useEffect(() => {
    if (isMissing) void loadMarkup()
  }, [isMissing])
  return read?.(text)
}
