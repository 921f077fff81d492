import { t } from '@lingui/core/macro'
import { useState } from 'react'
import type { MemberRoom } from '../../api/generated.ts'
import { useLimits } from '../../api/limits.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { setKeepDays } from './acts.ts'
import { forgetLists } from './lists.ts'

const usual = [1, 7, 30, 90, 365]

/** How long the room keeps what is said. A shorter time is asked about first: some minutes later what is older is gone. */
export function KeepDays({ room }: { readonly room: MemberRoom }) {
  const { refusal, isBusy, ask } = useAsk()
  const [shorter, setShorter] = useState<number>()
  const server = useLimits((limits) => limits.keepDays)
  const own = room.keepDays ?? 0
  // A longer time than the server's says nothing; one that was set elsewhere is shown as it is.
  const days = usual.filter((one) => server === 0 || one < server)
  if (own > 0 && !days.includes(own)) days.push(own)
  const most = server > 0 ? t`${server} days` : t`for ever`
  // Names that are numbers stand in their order, whatever order they came in.
  const options = Object.fromEntries([['0', most], ...days.map((one) => [String(one), t`${one} d`])])

  async function keep(picked: number) {
    setShorter(undefined)
    if (await ask(() => setKeepDays(room.id, picked))) await forgetLists(room.id)
  }

  function pick(picked: number) {
    if (picked > 0 && (own === 0 || picked < own)) setShorter(picked)
    else void keep(picked)
  }

  return (
    <div className="flex flex-col gap-4 text-[.9375rem] leading-6">
      {refusal && <Notice title={t`The room is as it was.`}>{refusal.message}</Notice>}
      <p>{t`What is older is removed from the room, for everybody and for good. The audit stays.`}</p>
      <Choice
        label={t`What is said is kept`}
        value={String(shorter ?? own)}
        options={options as Record<string, string>}
        onPick={(picked) => pick(Number(picked))}
      />
      {shorter !== undefined && (
        <div className="flex flex-wrap gap-2">
          <Button kind="danger" isBusy={isBusy} onClick={() => void keep(shorter)}>
            {t`Remove what is older than ${shorter} d`}
          </Button>
          <Button onClick={() => setShorter(undefined)}>{t`Leave it as it is`}</Button>
        </div>
      )}
    </div>
  )
}
