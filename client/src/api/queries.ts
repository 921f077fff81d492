import { QueryClient } from '@tanstack/react-query'
import type { Answer } from './answer.ts'
import type { Refusal } from './generated.ts'

/** A fetched list could not be had, and the server said why. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.refusal = refusal
  }
}

const triesMax = 3

/** What is fetched and never pushed. What the socket feeds is in the stores; nothing is in both. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < triesMax && mayWorkLater(error),
      retryDelay: (count, error) =>
        (error instanceof Refused ? error.refusal.retryAfterMs : undefined) ?? 500 * 2 ** count,
    },
  },
})

/** The value, or what a query takes for its error. */
export async function fetched<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer
  if ('refusal' in settled) throw new Refused(settled.refusal)
  return settled.value
}

function mayWorkLater(error: Error): boolean {
  if (!(error instanceof Refused)) return true
  return error.refusal.code === 'busy' || error.refusal.code === 'rateLimited'
}
