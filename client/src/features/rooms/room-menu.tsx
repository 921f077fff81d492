import { t } from '@lingui/core/macro'
import { Bell, BellOff, Crown, DoorOpen, Ellipsis, Link2, PenLine, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import type { MemberRoom } from '../../api/generated.ts'
import { copyLink } from '../../ui/copy.ts'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toasts.tsx'
import { DeleteRoomDialog } from './delete-room-dialog.tsx'
import { EditRoomDialog } from './edit-room-dialog.tsx'
import { LeaveRoomDialog } from './leave-room-dialog.tsx'

type Props = {
  readonly room: MemberRoom
  readonly isMuted: boolean
  readonly onMute: (isWanted: boolean) => void
  readonly onMembers: () => void
  readonly onLeft: () => void
}

/** What one can do with the room; its owner can do more. */
export function RoomMenu({ room, isMuted, onMute, onMembers, onLeft }: Props) {
  const [dialog, setDialog] = useState<'leave' | 'edit' | 'delete'>()
  const close = () => setDialog(undefined)
  const pickHeir = () => {
    onMembers()
    toast('done', t`Pick the next owner among the members.`)
  }
  const items: MenuItem[] = [
    { icon: Users, label: t`Members`, onPick: onMembers },
    {
      icon: Link2,
      label: t`Copy link`,
      onPick: () => void copyLink(`/rooms/${room.id}`, t`Link copied. Whoever opens it can join.`),
    },
    {
      icon: isMuted ? Bell : BellOff,
      label: isMuted ? t`Unmute` : t`Mute`,
      onPick: () => onMute(!isMuted),
    },
    ...(room.role === 'owner'
      ? [
          { icon: PenLine, label: t`Edit room…`, isApart: true, onPick: () => setDialog('edit') },
          { icon: Crown, label: t`Hand over…`, onPick: pickHeir },
          { icon: Trash2, label: t`Delete room…`, isDanger: true, onPick: () => setDialog('delete') },
        ]
      : [
          {
            icon: DoorOpen,
            label: t`Leave room…`,
            isApart: true,
            isDanger: true,
            onPick: () => setDialog('leave'),
          },
        ]),
  ]
  return (
    <>
      <Menu icon={Ellipsis} label={t`More about the room`} items={items} />
      {dialog === 'leave' && <LeaveRoomDialog room={room} onClose={close} onLeft={onLeft} />}
      {dialog === 'edit' && <EditRoomDialog room={room} onClose={close} />}
      {dialog === 'delete' && <DeleteRoomDialog room={room} onClose={close} onDeleted={onLeft} />}
    </>
  )
}
