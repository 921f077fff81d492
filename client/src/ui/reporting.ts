import { create } from 'zustand'
import type { Message } from '../api/generated.ts'

/** The message that the person is about to report, if any. */
export const useReporting = create<{ readonly message: Message | undefined }>()(() => ({
  message: undefined,
}))

export const startReport = (message: Message) => useReporting.setState({ message })

export const endReport = () => useReporting.setState({ message: undefined })
