import { t } from '@lingui/core/macro'
import type { MemberRoom } from '../../api/generated.ts'
import { useLimits } from '../../api/limits.ts'
import { Choice } from '../../ui/choice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { setKeepDays } from './acts.ts'
import { forgetLists } from './lists.ts'

const usual = [1, 7, 30, 90, 365]

/** How long the room keeps what is said. What is picked holds at once; what is too old is removed some minutes later. */
export function KeepDays({ room }: { readonly room: MemberRoom }) {
  const { refusal, ask } = useAsk()
  const server = useLimits((limits) => limits.keepDays)
  const own = room.keepDays ?? 0
  // A longer time than the server's says nothing; one that was set elsewhere is shown as it is.
  const days = usual.filter((one) => server === 0 || one < server)
  if (own > 0 && !days.includes(own)) days.push(own)
  const most = server > 0 ? t`${server} days` : t`for ever`
  // Names that are numbers stand in their order, whatever order they came in.
  const options = Object.fromEntries([['0', most], ...days.map((one) => [String(one), t`${one} d`])])
  return (
    <div className="flex flex-col gap-4 text-[.9375rem] leading-6">
      {refusal && <Notice title={t`The room is as it was.`}>{refusal.message}</Notice>}
      <p>{t`What is older is removed from the room, for everybody and for good. The audit stays.`}</p>
      <Choice
        label={t`What is said is kept`}
        value={String(own)}
        options={options as Record<string, string>}
        onPick={async (picked) => {
          if (await ask(() => setKeepDays(room.id, Number(picked)))) await forgetLists(room.id)
        }}
      />
    </div>
  )
}
