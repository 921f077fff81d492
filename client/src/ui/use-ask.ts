import { t } from '@lingui/core/macro'
import { useState } from 'react'
import type { Answer } from '../api/answer.ts'
import type { Refusal } from '../api/generated.ts'

/** One request at a time from a dialog: whether it is under way, and why it was refused. */
export function useAsk() {
  const [refusal, setRefusal] = useState<Refusal>()
  const [isBusy, setBusy] = useState(false)

  /** The value, or undefined after a refusal that the dialog now shows. */
  async function ask<T>(request: () => Promise<Answer<T>>): Promise<{ readonly value: T } | undefined> {
    setBusy(true)
    const answer = await request().catch(unreachable)
    setBusy(false)
    setRefusal('refusal' in answer ? answer.refusal : undefined)
    return 'value' in answer ? answer : undefined
  }

  return { refusal, isBusy, ask }
}

const unreachable = () => ({
  refusal: { code: 'busy' as const, message: t`The server could not be reached. Try again.` },
})
