import { Trans } from '@lingui/react/macro'
import { useTyping } from './typing.ts'

const nobody: readonly never[] = []

/** Who is writing. Its height never changes, so that nothing moves when somebody begins. */
export function TypingLine({ roomId }: { readonly roomId: string }) {
  const users = useTyping((state) => state[roomId] ?? nobody)
  const [first, second, ...rest] = users.map((user) => user.username)
  const [third] = rest
  return (
    <p className="flex h-[26px] shrink-0 items-center gap-2.5 px-5 pl-[68px] font-tell text-[.875rem] text-muted max-md:px-3 tight:pl-[190px]">
      {first !== undefined && (
        <>
          <TypingMark />
          <span className="min-w-0 truncate">
            {second === undefined ? (
              <Trans>
                <b className="font-normal text-strong">{first}</b> is typing
              </Trans>
            ) : rest.length === 0 ? (
              <Trans>
                <b className="font-normal text-strong">{first}</b> and{' '}
                <b className="font-normal text-strong">{second}</b> are typing
              </Trans>
            ) : third !== undefined && rest.length === 1 ? (
              <Trans>
                <b className="font-normal text-strong">{first}</b>,{' '}
                <b className="font-normal text-strong">{second}</b> and{' '}
                <b className="font-normal text-strong">{third}</b> are typing
              </Trans>
            ) : (
              <Trans>
                <b className="font-normal text-strong">{first}</b>,{' '}
                <b className="font-normal text-strong">{second}</b> and {rest.length} others are typing
              </Trans>
            )}
          </span>
        </>
      )}
    </p>
  )
}

/** Three squares; still ones for whoever wants no motion. */
export function TypingMark() {
  return (
    <span aria-hidden className="flex gap-[3px]">
      {[0, 1, 2].map((square) => (
        <span
          key={square}
          className={`typing-square size-1.5 bg-current ${['', 'typing-second', 'typing-third'][square]}`}
        />
      ))}
    </span>
  )
}
