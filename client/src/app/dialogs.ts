import { create } from 'zustand'

export type DialogName = 'palette' | 'keys' | 'create' | 'discover' | 'settings'

/** The one dialog that belongs to no place on the page, if it is open. */
export const useOpenDialog = create<{ readonly name: DialogName | undefined }>()(() => ({ name: undefined }))

export const openDialog = (name: DialogName) => useOpenDialog.setState({ name })

export const closeDialog = () => useOpenDialog.setState({ name: undefined })

export const togglePalette = () =>
  useOpenDialog.setState(({ name }) => ({ name: name === 'palette' ? undefined : 'palette' }))
