import { messageTextMax } from '../../api/contract.ts'

/** How many code points the text has over what a message may hold, as the server counts them. */
export const excess = (text: string) => [...text.trim()].length - messageTextMax

export const canSend = (text: string) => text.trim() !== '' && excess(text) <= 0
