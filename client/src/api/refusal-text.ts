import { t } from '@lingui/core/macro'
import type { Refusal, RefusalCode } from './generated.ts'
import { inOurLanguage } from './sentences.ts'

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

/** A page and a server that do not know each other: an old page, a proxy between them. */
const misunderstood = () => t`The server did not understand this page. Load it again.`

/** What a code means to a person, in their language. Undefined where only the server's sentence tells them enough. */
const words: { readonly [Code in RefusalCode]: ((refusal: Refusal) => string) | undefined } = {
  // Which field, which list, which search: sentences.ts knows them.
  invalid: undefined,
  listFull: undefined,
  busy: undefined,
  malformed: misunderstood,
  notFound: misunderstood,
  methodNotAllowed: misunderstood,
  unsupportedMediaType: misunderstood,
  helloFirst: misunderstood,
  helloTwice: misunderstood,
  tooLarge: () => t`That is more than the server takes at once.`,
  originRefused: () => t`The server is not used from this address.`,
  internal: () => t`The server could not do this.`,
  unauthenticated: () => t`Your session has ended.`,
  badCredentials: () => t`Name or password is wrong.`,
  refreshInvalid: () => t`Your session has ended.`,
  notMember: () => t`You are not in this room any more.`,
  notAdministrator: () => t`Only an administrator may do this.`,
  administratorNamed: () =>
    t`The server’s settings name you as administrator. Have your name taken out of them first.`,
  registrationClosed: () => t`New accounts are not made here.`,
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
  banned: () => t`The owner of this room has banned you.`,
}

/** The refusal as it is shown: in the page's own words, and in the server's where those are not known. */
export function inOurWords(refusal: Refusal): Refusal {
  const { errors } = refusal
  if (!errors) return { ...refusal, message: messageOf(refusal) }
  const told = Object.entries(errors).map(([field, said]) => [field, said.map(inOurLanguage)] as const)
  const message = refusal.code === 'invalid' ? told.flatMap(([, said]) => said).join(' ') : messageOf(refusal)
  return { ...refusal, message, errors: Object.fromEntries(told) }
}

function messageOf(refusal: Refusal): string {
  // The server may be newer than this page.
  const say = Object.hasOwn(words, refusal.code) ? words[refusal.code] : undefined
  if (say) return say(refusal)
  const sentence = inOurLanguage(refusal.message)
  const isUnknown = sentence === refusal.message
  return refusal.code === 'busy' && isUnknown ? t`The server could not do it now. Try again.` : sentence
}
