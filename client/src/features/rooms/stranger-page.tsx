import { t } from '@lingui/core/macro'
import { Ban, CircleAlert, CircleQuestionMark, DoorOpen, Hash } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { Answer } from '../../api/answer.ts'
import type { MemberRoom, Refusal } from '../../api/generated.ts'
import { Blank } from '../../ui/blank.tsx'
import { Button } from '../../ui/button.tsx'
import { join, lookUp, useRooms } from './room-store.ts'
import type { Farewell } from './rooms.ts'

type Props = { readonly roomId: string; readonly onBack: () => void }

const unreachable = (): Answer<MemberRoom> => ({
  refusal: { code: 'busy', message: t`The server could not be reached.` },
})

/** The page of a room that is not mine: join it, or learn that it is not there. */
export function StrangerPage({ roomId, onBack }: Props) {
  const farewell = useRooms((state) => state.farewells[roomId])
  const [refusal, setRefusal] = useState<Refusal>()
  const [isJoining, setJoining] = useState(false)

  const ask = useCallback(
    async (how: (roomId: string) => Promise<Answer<MemberRoom>>) => {
      const answer = await how(roomId).catch(unreachable)
      // A value puts the room among mine, and this page gives way to it.
      setRefusal('refusal' in answer ? answer.refusal : undefined)
    },
    [roomId],
  )
  useEffect(() => void ask(lookUp), [ask])

  async function enter() {
    setJoining(true)
    await ask(join)
    setJoining(false)
  }

  const back = <Button onClick={onBack}>{t`Back to rooms`}</Button>
  const onlyBack = (
    <Button kind="primary" onClick={onBack}>
      {t`Back to rooms`}
    </Button>
  )
  const isGone = refusal?.code === 'roomNotFound' || refusal?.code === 'notFound'
  if (farewell?.reason === 'deleted' || (farewell && isGone))
    return (
      <Blank icon={DoorOpen} title={t`#${farewell.name} is gone`} actions={onlyBack}>
        {t`Its owner deleted it. Your other rooms are fine.`}
      </Blank>
    )
  if (!refusal) return null
  if (refusal.code === 'banned')
    return (
      <Blank icon={Ban} title={t`Banned`} actions={onlyBack}>
        {t`The owner of this room has banned you. Your other rooms are fine.`}
      </Blank>
    )
  if (refusal.code === 'notMember')
    return (
      <Blank
        icon={Hash}
        title={farewell ? t`Join #${farewell.name} again?` : t`Join this room?`}
        actions={
          <>
            <Button kind="primary" isBusy={isJoining} onClick={enter}>
              {isJoining ? t`Joining…` : t`Join room`}
            </Button>
            {back}
          </>
        }
      >
        {whyOut(farewell?.reason)}
      </Blank>
    )
  if (isGone)
    return (
      <Blank icon={CircleQuestionMark} title={t`404 · No such room`} actions={onlyBack}>
        {t`It may have been deleted, or the link is wrong. Your other rooms are fine.`}
      </Blank>
    )
  return (
    <Blank
      icon={CircleAlert}
      title={t`Not opened`}
      actions={
        <>
          <Button kind="primary" onClick={() => void ask(lookUp)}>
            {t`Try again`}
          </Button>
          {back}
        </>
      }
    >
      {refusal.message}
    </Blank>
  )
}

function whyOut(reason: Farewell['reason'] | undefined): string {
  switch (reason) {
    case 'removed':
      return t`Its owner removed you. You may come back, unless you are banned.`
    case 'missed':
      return t`While this page had no link you left it on another device, or its owner removed you.`
    default:
      return t`You are not in it yet. Once you are, you can read all that was said and talk along.`
  }
}
