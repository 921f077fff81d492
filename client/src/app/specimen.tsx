import { t } from '@lingui/core/macro'
import { ChevronRight } from 'lucide-react'
import { TypingMark } from '../features/typing/typing-line.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { personStyle } from '../ui/person.ts'

type Said = {
  readonly by: string
  readonly at: string
  readonly lines: readonly string[]
  readonly reactions?: readonly string[]
}

const room = 'analytical-engine'

/** A room as it looks, for whoever cannot see one yet. What is said in it is made up. */
export function Specimen() {
  const talk: readonly Said[] = [
    {
      by: 'ada',
      at: '21:56',
      lines: [
        t`The engine runs. First the table of squares, then the interesting ones.`,
        t`It has not made one mistake.`,
      ],
      reactions: ['🎉 4', '👀 1'],
    },
    { by: 'mary', at: '21:57', lines: [t`Even through the power cut?`] },
    {
      by: 'charles',
      at: '21:58',
      lines: [
        t`It stopped in the middle of a carry, and went on there.`,
        t`Not one digit lost, and none twice.`,
      ],
      reactions: ['🔥 3'],
    },
  ]
  return (
    <figure
      aria-label={t`A room, as it looks`}
      className="flex min-w-0 flex-col overflow-hidden rounded-sm border border-edge bg-app shadow-dialog"
    >
      <div className="flex h-[52px] items-center justify-between border-b border-line bg-panel px-4">
        <span className="font-head text-[1.5rem] leading-none tracking-[.06em] text-strong">
          <span className="text-primary">#</span>
          {room}
        </span>
        <span className="flex items-center gap-2 font-tell text-[.875rem] text-muted">
          <span aria-hidden className="size-2 rounded-[1px] bg-ok" />
          {t`9 online`}
        </span>
      </div>
      <div className="grid gap-4 px-5 pt-4">
        {talk.map((said) => (
          <Group key={said.by} said={said} />
        ))}
      </div>
      <div className="flex h-[34px] items-center gap-2.5 pl-[68px] font-tell text-[.875rem] text-muted">
        <TypingMark />
        {t`grace is typing`}
      </div>
      <div
        aria-hidden
        className="mx-5 mb-4 flex h-[46px] items-center gap-4 rounded-xs border border-edge bg-panel px-4 text-muted"
      >
        <ChevronRight className="size-4 text-primary" />
        {t`Message #${room}`}
      </div>
    </figure>
  )
}

function Group({ said: { by, at, lines, reactions } }: { readonly said: Said }) {
  return (
    <div className="grid grid-cols-[36px_minmax(0,1fr)] gap-x-3">
      <Avatar name={by} />
      <div className="min-w-0 text-[.9375rem] leading-[23px]">
        <p className="flex items-baseline gap-2 leading-5">
          <span style={personStyle(by)} className="person text-[.875rem] font-bold">
            {by}
          </span>
          <span className="font-tell text-[.8125rem] text-muted">{at}</span>
        </p>
        {lines.map((line) => (
          <p key={line} className="mt-1">
            {line}
          </p>
        ))}
        {reactions && (
          <p className="mt-1.5 flex gap-1.5">
            {reactions.map((reaction) => (
              <span
                key={reaction}
                className="flex h-[26px] items-center rounded-xs border border-line bg-panel px-2 font-tell text-[.8125rem] text-muted"
              >
                <span className="emoji mr-1.5">{reaction.split(' ')[0]}</span>
                {reaction.split(' ')[1]}
              </span>
            ))}
          </p>
        )}
      </div>
    </div>
  )
}
