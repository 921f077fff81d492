import { useLocation } from 'wouter'
import type { MemberRoom, UserRef } from '../api/generated.ts'
import { PersonCard } from '../features/members/person-card.tsx'
import { mention } from '../features/messages/answering.ts'
import { hidePerson, useWhoseCard } from '../ui/whose-card.ts'
import { quoted } from './quoted.ts'

/** The card of whoever was asked for, as the open room knows them. */
export function WhoseCard({ room, me }: { readonly room: MemberRoom; readonly me: UserRef }) {
  const { user } = useWhoseCard()
  const [, navigate] = useLocation()
  if (!user) return null
  const then = (act: () => void) => () => {
    hidePerson()
    act()
  }
  const search = new URLSearchParams({ panel: 'search', q: `from:${quoted(user.username)}`, in: 'all' })
  return (
    <PersonCard
      user={user}
      room={room}
      isMe={user.id === me.id}
      onMention={then(() => mention(room.id, user.username))}
      onFind={then(() => navigate(`/rooms/${room.id}?${search}`))}
      onClose={hidePerson}
    />
  )
}
