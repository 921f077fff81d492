import { t } from '@lingui/core/macro'
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import type { MemberRoom, UserRef } from '../api/generated.ts'
import { liftMute } from '../features/moderation/acts.ts'
import { HandOverDialog } from '../features/rooms/hand-over-dialog.tsx'
import { part } from '../ui/part.ts'
import { toast } from '../ui/toasts.tsx'
import type { MemberAct } from './member-menu.tsx'

const dialogs = () => import('../features/moderation/person-act-dialogs.tsx')
const MuteDialog = lazy(part(async () => ({ default: (await dialogs()).MuteDialog })))
const RemoveDialog = lazy(part(async () => ({ default: (await dialogs()).RemoveDialog })))
const BanDialog = lazy(part(async () => ({ default: (await dialogs()).BanDialog })))

type Props = {
  readonly room: MemberRoom
  readonly user: UserRef
  readonly act: MemberAct
  readonly onClose: () => void
}

/** The question that goes with what an owner picked; a mute is lifted without one. */
export function MemberActs({ room, user, act, onClose }: Props) {
  useEffect(() => {
    if (act !== 'unmute') return
    onClose()
    void unmute(room.id, user)
  }, [act, room.id, user, onClose])

  const asked: Record<MemberAct, ReactNode> = {
    own: <HandOverDialog room={room} to={user} onClose={onClose} />,
    mute: <MuteDialog room={room} user={user} onClose={onClose} />,
    unmute: null,
    remove: <RemoveDialog room={room} user={user} onClose={onClose} />,
    ban: <BanDialog room={room} user={user} onClose={onClose} />,
  }
  return <Suspense fallback={null}>{asked[act]}</Suspense>
}

async function unmute(roomId: string, user: UserRef) {
  const answer = await liftMute(roomId, user.id).catch(() => undefined)
  if (answer && 'value' in answer) toast('done', t`${user.username} may speak again.`)
  else toast('failed', t`${user.username} is still muted. Try again.`)
}
