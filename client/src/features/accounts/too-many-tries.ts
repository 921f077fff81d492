import { t } from '@lingui/core/macro'
import type { Refusal } from '../../api/generated.ts'

const usualMs = 60_000

export function tooManyTries(refusal: Refusal): string {
  const seconds = Math.ceil((refusal.retryAfterMs ?? usualMs) / 1000)
  return t`Too many tries. Wait ${seconds} s, then try again.`
}
