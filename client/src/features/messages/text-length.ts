import { useLimits } from '../../api/limits.ts'

/** How many code points the text has over what a message may hold, as the server counts them. */
export const excess = (text: string) => [...text.trim()].length - useLimits.getState().textMax

export const canSend = (text: string) => text.trim() !== '' && excess(text) <= 0
