import { t } from '@lingui/core/macro'
import type { Refusal, RefusalCode } from './generated.ts'

function tooFast({ retryAfterMs = 1_000 }: Refusal): string {
  const seconds = Math.ceil(retryAfterMs / 1_000)
  return t`Too fast: try again in ${seconds} s.`
}

function tooSoon({ retryAfterMs = 60_000 }: Refusal): string {
  const minutes = Math.ceil(retryAfterMs / 60_000)
  return t`Slow mode: try again in ${minutes} min.`
}

function silenced({ retryAfterMs = 60_000 }: Refusal): string {
  const minutes = Math.ceil(retryAfterMs / 60_000)
  return t`The owner muted you, for ${minutes} min more.`
}

/**
 * What a code means to a person, in their language. Those that are not here say less than the server's sentence: which
 * field, which search, what is being waited for.
 */
const words: { readonly [Code in RefusalCode]?: (refusal: Refusal) => string } = {
  internal: () => t`The server could not do this.`,
  unauthenticated: () => t`Your session has ended.`,
  badCredentials: () => t`Name or password is wrong.`,
  refreshInvalid: () => t`Your session has ended.`,
  notMember: () => t`You are not in this room any more.`,
  notOwner: () => t`Only the room’s owner may do this.`,
  notAuthor: () => t`This message is somebody else’s.`,
  ownerCannotLeave: () => t`Its owner cannot leave it: hand it over first.`,
  roomNotFound: () => t`The room is gone.`,
  messageNotFound: () => t`The message is gone.`,
  userNotFound: () => t`They are not in this room any more.`,
  sessionNotFound: () => t`This session has ended already.`,
  usernameTaken: () => t`This name is taken.`,
  emailTaken: () => t`This address has an account.`,
  roomNameTaken: () => t`This name is taken.`,
  alreadyMember: () => t`You are in this room already.`,
  roomLimit: () => t`You are in as many rooms as one can be. Leave one first.`,
  roomFull: () => t`The room is full.`,
  messageDeleted: () => t`The message was deleted meanwhile.`,
  textUnchanged: () => t`The text is as it was.`,
  rateLimited: tooFast,
  slowMode: tooSoon,
  muted: silenced,
}

/** The refusal as it is shown: in the page's own words where its code says enough, else in the server's. */
export function inOurWords(refusal: Refusal): Refusal {
  // The server may be newer than this page.
  const say = Object.hasOwn(words, refusal.code) ? words[refusal.code] : undefined
  return say ? { ...refusal, message: say(refusal) } : refusal
}
