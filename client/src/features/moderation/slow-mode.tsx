import { t } from '@lingui/core/macro'
import type { MemberRoom } from '../../api/generated.ts'
import { Choice } from '../../ui/choice.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useAsk } from '../../ui/use-ask.ts'
import { setSlowMode } from './acts.ts'
import { forgetLists } from './lists.ts'

/** How often each member may speak. What is picked holds at once. */
export function SlowMode({ room }: { readonly room: MemberRoom }) {
  const { refusal, ask } = useAsk()
  const options = { '0': t`off`, '5': t`5 s`, '30': t`30 s`, '300': t`5 min`, '3600': t`1 h` }
  const seconds = String(room.slowModeSeconds ?? 0)
  return (
    <div className="flex flex-col gap-4 text-[.9375rem] leading-6">
      {refusal && <Notice title={t`The room is as it was.`}>{refusal.message}</Notice>}
      <p>{t`In slow mode each member says one thing in so much time. You are never kept waiting.`}</p>
      <Choice
        label={t`One message in`}
        value={seconds}
        options={options as Record<string, string>}
        onPick={async (picked) => {
          if (await ask(() => setSlowMode(room.id, Number(picked)))) await forgetLists(room.id)
        }}
      />
    </div>
  )
}
