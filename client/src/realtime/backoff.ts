const waitMinMs = 500
const waitMaxMs = 30_000

/** Full jitter: anywhere between half a second and a bound that doubles with every try, at most 30 s. */
export function waitBefore(attempt: number, random: number): number {
  const bound = Math.min(waitMaxMs, waitMinMs * 2 ** Math.min(attempt, 10))
  return Math.round(waitMinMs + random * (bound - waitMinMs))
}
