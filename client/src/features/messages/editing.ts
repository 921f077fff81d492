import { create } from 'zustand'
import type { Message } from '../../api/generated.ts'
import { dropDraft } from './drafts.ts'

type Named = Pick<Message, 'roomId' | 'id'>

/** Of a message that is being edited: what is written is a draft of this name. A seq alone names one in every room. */
export const editOf = ({ roomId, id }: Named) => `${roomId}/${id}`

/**
 * The one message that is being edited, if any.
 * @property isAsked the person has just asked for it: its box takes the focus, once.
 */
export const useEditing = create<{ readonly name: string | undefined; readonly isAsked: boolean }>()(() => ({
  name: undefined,
  isAsked: false,
}))

export const startEditing = (message: Named) => useEditing.setState({ name: editOf(message), isAsked: true })

/** True once after each time the person asked. */
export function takeAsked(): boolean {
  const { isAsked } = useEditing.getState()
  if (isAsked) useEditing.setState({ isAsked: false })
  return isAsked
}

/** Puts the box away. What is written in it stays for the next time. */
export const stopEditing = () => useEditing.setState({ name: undefined, isAsked: false })

/** As `stopEditing`, and what is written is not wanted any more: it is kept by the server, or not meant. */
export function endEditing(message: Named) {
  stopEditing()
  dropDraft(editOf(message))
}
