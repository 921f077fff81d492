import { t } from '@lingui/core/macro'
import { Ban, Crown, Ellipsis, MessageCircle, MessageCircleOff, UserMinus } from 'lucide-react'
import type { UserRef } from '../api/generated.ts'
import { Menu } from '../ui/menu.tsx'

/** What an owner does with a member. */
export type MemberAct = 'own' | 'mute' | 'unmute' | 'remove' | 'ban'

type Props = {
  readonly user: UserRef
  readonly isMuted: boolean
  readonly onPick: (act: MemberAct) => void
}

/** Only the owner has it: at the name one points at, or has the focus on; always where there is no pointer. */
export function MemberMenu({ user, isMuted, onPick }: Props) {
  return (
    <Menu
      icon={Ellipsis}
      label={t`More about ${user.username}`}
      className="size-8! max-md:size-11! md:opacity-0 md:group-hover/member:opacity-100 md:focus-visible:opacity-100 md:data-popup-open:opacity-100"
      items={[
        { icon: Crown, label: t`Make owner…`, onPick: () => onPick('own') },
        isMuted
          ? { icon: MessageCircle, label: t`Let them speak`, isApart: true, onPick: () => onPick('unmute') }
          : {
              icon: MessageCircleOff,
              label: t`Mute for a time…`,
              isApart: true,
              onPick: () => onPick('mute'),
            },
        { icon: UserMinus, label: t`Remove…`, isDanger: true, onPick: () => onPick('remove') },
        { icon: Ban, label: t`Ban…`, isDanger: true, onPick: () => onPick('ban') },
      ]}
    />
  )
}
