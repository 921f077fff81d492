import { t } from '@lingui/core/macro'
import {
  AtSign,
  Bell,
  BellOff,
  Crown,
  DoorOpen,
  Ellipsis,
  Link2,
  PenLine,
  Shield,
  Trash2,
  Users,
} from 'lucide-react'
import { useState } from 'react'
import type { MemberRoom } from '../../api/generated.ts'
import { copyLink } from '../../ui/copy.ts'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toasts.tsx'
import { DeleteRoomDialog } from './delete-room-dialog.tsx'
import { EditRoomDialog } from './edit-room-dialog.tsx'
import { LeaveRoomDialog } from './leave-room-dialog.tsx'

/** What the room tells of while one looks elsewhere. */
type Loudness = 'all' | 'mentions' | 'none'

type Props = {
  readonly room: MemberRoom
  readonly loudness: Loudness
  readonly onLoudness: (wanted: Loudness) => void
  readonly onMembers: () => void
  readonly onHouse: () => void
  readonly onLeft: () => void
}

/** What one can do with the room; its owner can do more. */
export function RoomMenu({ room, loudness, onLoudness, onMembers, onHouse, onLeft }: Props) {
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
    loudness === 'mentions'
      ? { icon: Bell, label: t`Tell of every line`, onPick: () => onLoudness('all') }
      : { icon: AtSign, label: t`Tell of mentions only`, onPick: () => onLoudness('mentions') },
    loudness === 'none'
      ? { icon: Bell, label: t`Unmute`, onPick: () => onLoudness('all') }
      : { icon: BellOff, label: t`Mute`, onPick: () => onLoudness('none') },
    ...(room.role === 'owner'
      ? [
          { icon: PenLine, label: t`Edit room…`, isApart: true, onPick: () => setDialog('edit') },
          { icon: Shield, label: t`Moderation…`, onPick: onHouse },
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
