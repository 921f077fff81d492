import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { AtSign, Search } from 'lucide-react'
import type { MemberRoom, UserRef } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { fetched } from '../../api/queries.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { personStyle } from '../../ui/person.ts'
import { fullDay } from '../../ui/time.ts'
import { usePresence } from './presence-store.ts'

type Props = {
  readonly user: UserRef
  readonly room: MemberRoom
  readonly isMe: boolean
  readonly onMention: () => void
  /** What they said, in all rooms. */
  readonly onFind: () => void
  readonly onClose: () => void
}

/** Who somebody is, as far as the room tells it. */
export function PersonCard({ user, room, isMe, onMention, onFind, onClose }: Props) {
  const member = useMember(room.id, user)
  const isHere = usePresence(({ presence }) => presence.online.has(user.id)) || member.data?.online === true
  return (
    <Dialog title={t`Person`} onClose={onClose}>
      <div className="flex items-center gap-4">
        <Avatar name={user.username} className="size-14! text-[1.5rem]!" />
        <div className="min-w-0">
          <p
            style={personStyle(user.username)}
            className="person text-[1.125rem] leading-6 font-bold [overflow-wrap:anywhere]"
          >
            {user.username}
          </p>
          <p className="flex items-center gap-2 font-tell text-[.9375rem] text-muted">
            <span
              aria-hidden
              className={`size-2 shrink-0 rounded-[1px] ${isHere ? 'bg-ok' : 'border border-muted'}`}
            />
            {isHere ? t`online` : t`offline`}
            {isMe && ` · ${t`you`}`}
          </p>
        </div>
      </div>
      <p role="status" className="mt-4 min-h-6 text-[.9375rem] leading-6">
        <Standing member={member} isOwner={room.owner.id === user.id} roomName={room.name} />
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        {!isMe && (
          <Button size="small" onClick={onMention}>
            <AtSign className="size-4" aria-hidden />
            {t`Mention`}
          </Button>
        )}
        <Button size="small" onClick={onFind}>
          <Search className="size-4" aria-hidden />
          {t`What they said`}
        </Button>
      </div>
    </Dialog>
  )
}

type StandingProps = {
  readonly member: ReturnType<typeof useMember>
  readonly isOwner: boolean
  readonly roomName: string
}

function Standing({ member, isOwner, roomName }: StandingProps) {
  if (member.isError) return t`More could not be had just now.`
  if (!member.isSuccess) return null
  if (!member.data) return t`Not in #${roomName} any more.`
  const day = fullDay(member.data.joinedAt)
  return isOwner ? t`Owns #${roomName}, and is in it since ${day}.` : t`In #${roomName} since ${day}.`
}

/** The person among the members, found by name; null where they are not. */
function useMember(roomId: string, { id, username }: UserRef) {
  return useQuery({
    queryKey: ['members', roomId, 'one', id],
    queryFn: async () => {
      const path = { roomId }
      let cursor: string | undefined
      do {
        const query = { query: username, limit: pageLimit, ...(cursor && { cursor }) }
        const page = await fetched(request('GET', '/api/rooms/{roomId}/members', { path, query }))
        const member = page.members.find(({ user }) => user.id === id)
        if (member) return member
        cursor = page.cursor
      } while (cursor)
      return null
    },
  })
}

const pageLimit = 100
