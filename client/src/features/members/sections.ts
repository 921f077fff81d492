import type { Member, UserRef } from '../../api/generated.ts'
import { fold } from '../../ui/names.ts'
import { nearTo } from '../../ui/near.ts'
import type { Presence } from './presence.ts'

export type Sections = { readonly online: readonly UserRef[]; readonly offline: readonly UserRef[] }

/**
 * Who is here and who is not, of those whose name has this part, or has it but for one letter. The set of those online is known as a whole where
 * it can be; the pages of all members give the rest.
 */
export function sectionsOf(
  presence: Presence,
  members: readonly Member[],
  ownerId: string,
  part: string,
): Sections {
  const isOnline = ({ user, online }: Member) =>
    presence.isRead ? presence.online.has(user.id) : online === true
  const online = presence.isRead
    ? [...presence.online.values()]
    : members.filter(isOnline).map((member) => member.user)
  const offline = members.filter((member) => !isOnline(member)).map((member) => member.user)
  return {
    online: named(part, online).sort(ownerFirst(ownerId)),
    offline: named(part, offline).sort(ownerFirst(ownerId)),
  }
}

function named(part: string, users: readonly UserRef[]): UserRef[] {
  const having = users.filter((user) => fold(user.username).includes(fold(part)))
  if (having.length > 0) return having
  const near = new Set(
    nearTo(
      part,
      users.map((user) => user.username),
    ).map(({ index }) => index),
  )
  return users.filter((_, index) => near.has(index))
}

const ownerFirst = (ownerId: string) => (one: UserRef, other: UserRef) =>
  Number(other.id === ownerId) - Number(one.id === ownerId) || one.username.localeCompare(other.username)
