import { Crown, DoorOpen, Ellipsis, Link2, PenLine, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import type { MemberRoom } from '../../api/generated.ts'
import { copyLink } from '../../ui/copy.ts'
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx'
import { toast } from '../../ui/toasts.tsx'
import { DeleteRoomDialog } from './delete-room-dialog.tsx'
import { EditRoomDialog } from './edit-room-dialog.tsx'
import { LeaveRoomDialog } from './leave-room-dialog.tsx'

type Props = { readonly room: MemberRoom; readonly onMembers: () => void; readonly onLeft: () => void }

/** What one can do with the room; its owner can do more. */
export function RoomMenu({ room, onMembers, onLeft }: Props) {
  const [dialog, setDialog] = useState<'leave' | 'edit' | 'delete'>()
  const close = () => setDialog(undefined)
  const isOwner = room.role === 'owner'
  return (
    <>
      <Menu icon={Ellipsis} label="More about the room">
        <MenuItem icon={Users} onPick={onMembers}>
          Members
        </MenuItem>
        <MenuItem
          icon={Link2}
          onPick={() => void copyLink(`/rooms/${room.id}`, 'Link copied. Whoever opens it can join.')}
        >
          Copy link
        </MenuItem>
        <MenuRule />
        {isOwner ? (
          <>
            <MenuItem icon={PenLine} onPick={() => setDialog('edit')}>
              Edit room…
            </MenuItem>
            <MenuItem
              icon={Crown}
              onPick={() => {
                onMembers()
                toast('done', 'Pick the next owner among the members.')
              }}
            >
              Hand over…
            </MenuItem>
            <MenuItem icon={Trash2} isDanger onPick={() => setDialog('delete')}>
              Delete room…
            </MenuItem>
          </>
        ) : (
          <MenuItem icon={DoorOpen} isDanger onPick={() => setDialog('leave')}>
            Leave room…
          </MenuItem>
        )}
      </Menu>
      {dialog === 'leave' && <LeaveRoomDialog room={room} onClose={close} onLeft={onLeft} />}
      {dialog === 'edit' && <EditRoomDialog room={room} onClose={close} />}
      {dialog === 'delete' && <DeleteRoomDialog room={room} onClose={close} onDeleted={onLeft} />}
    </>
  )
}
