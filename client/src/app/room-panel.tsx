import { t } from '@lingui/core/macro'
import { Crown, Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { MemberRoom, UserRef } from '../api/generated.ts'
import { MembersPanel } from '../features/members/members-panel.tsx'
import { HandOverDialog } from '../features/rooms/hand-over-dialog.tsx'
import { useRooms } from '../features/rooms/room-store.ts'
import { SearchPanel } from '../features/search/search-panel.tsx'
import { useTyping } from '../features/typing/typing.ts'
import { TypingMark } from '../features/typing/typing-line.tsx'
import { Menu } from '../ui/menu.tsx'
import type { PanelName } from './use-panel.ts'

type Props = {
  readonly room: MemberRoom
  readonly me: UserRef
  readonly openId: number | undefined
  readonly panel: PanelName | undefined
  readonly show: (panel: PanelName | undefined) => void
  readonly words: string
  readonly scope: 'room' | 'all'
  readonly find: (words: string, scope: 'room' | 'all') => void
  readonly onPick: (roomId: string, messageId: number) => void
}

const nameOf = (roomId: string) => useRooms.getState().byId[roomId]?.name

/** What stands beside the room, if anything. */
export function RoomPanel({ room, me, openId, panel, show, words, scope, find, onPick }: Props) {
  const [heir, setHeir] = useState<UserRef>()
  const writing = useTyping((state) => state[room.id])
  const close = () => show(undefined)

  if (panel === 'search')
    return (
      <SearchPanel
        room={room}
        words={words}
        scope={scope}
        openId={openId}
        roomNameOf={nameOf}
        onSearch={find}
        onPick={onPick}
        onClose={close}
      />
    )
  if (panel !== 'members') return null
  return (
    <>
      <MembersPanel
        room={room}
        me={me}
        onClose={close}
        extra={(user) => (
          <>
            {room.role === 'owner' && <MemberMenu user={user} onMakeOwner={() => setHeir(user)} />}
            {writing?.some((one) => one.id === user.id) && <TypingMark />}
          </>
        )}
      />
      {heir && <HandOverDialog room={room} to={heir} onClose={() => setHeir(undefined)} />}
    </>
  )
}

/** Only the owner has it: at the name one points at, or has the focus on; always where there is no pointer. */
function MemberMenu({ user, onMakeOwner }: { readonly user: UserRef; readonly onMakeOwner: () => void }) {
  return (
    <Menu
      icon={Ellipsis}
      label={t`More about ${user.username}`}
      className="size-8! max-md:size-11! md:opacity-0 md:group-hover/member:opacity-100 md:focus-visible:opacity-100 md:data-popup-open:opacity-100"
      items={[{ icon: Crown, label: t`Make owner…`, onPick: onMakeOwner }]}
    />
  )
}
