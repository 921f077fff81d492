import type { Member, UserRef } from '../../api/generated.ts'
import type { Presence } from './presence.ts'

export type Sections = { readonly online: readonly UserRef[]; readonly offline: readonly UserRef[] }

/**
 * Who is here and who is not, of those whose name has this part. The set of those online is known as a whole where
 * it can be; the pages of all members give the rest.
 */
export function sectionsOf(
  presence: Presence,
  members: readonly Member[],
  ownerId: string,
  part: string,
): Sections {
  const fits = (user: UserRef) => fold(user.username).includes(fold(part))
  const isOnline = ({ user, online }: Member) =>
    presence.isRead ? presence.online.has(user.id) : online === true
  const online = presence.isRead
    ? [...presence.online.values()]
    : members.filter(isOnline).map((member) => member.user)
  const offline = members.filter((member) => !isOnline(member)).map((member) => member.user)
  return {
    online: online.filter(fits).sort(ownerFirst(ownerId)),
    offline: offline.filter(fits).sort(ownerFirst(ownerId)),
  }
}

const fold = (name: string) => name.normalize('NFKC').toLowerCase()

const ownerFirst = (ownerId: string) => (one: UserRef, other: UserRef) =>
  Number(other.id === ownerId) - Number(one.id === ownerId) || one.username.localeCompare(other.username)
