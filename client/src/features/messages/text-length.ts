import { useLimits } from '../../api/limits.ts'

/** How many code points the text has over what a message may hold, as the server counts them. */
export const excess = (text: string) => [...text.trim()].length - useLimits.getState().textMax

/** Told from so many on before the end. */
const nearMax = 100

/** How many code points are left, once that is worth knowing. */
export function left(text: string): number | undefined {
  const rest = -excess(text)
  return rest >= 0 && rest <= nearMax ? rest : undefined
}

export const canSend = (text: string) => text.trim() !== '' && excess(text) <= 0
