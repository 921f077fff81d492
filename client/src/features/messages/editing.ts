import { create } from 'zustand'

/** The one message that is being edited, if any. */
export const useEditing = create<{ readonly id: number | undefined }>()(() => ({ id: undefined }))

export const startEditing = (id: number) => useEditing.setState({ id })

export const stopEditing = () => useEditing.setState({ id: undefined })
