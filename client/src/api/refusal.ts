export type RefusalCode =
  | 'malformed'
  | 'unauthenticated'
  | 'badCredentials'
  | 'refreshInvalid'
  | 'notMember'
  | 'notOwner'
  | 'notAuthor'
  | 'ownerCannotLeave'
  | 'originRefused'
  | 'notFound'
  | 'roomNotFound'
  | 'messageNotFound'
  | 'userNotFound'
  | 'sessionNotFound'
  | 'usernameTaken'
  | 'emailTaken'
  | 'roomNameTaken'
  | 'alreadyMember'
  | 'roomLimit'
  | 'roomFull'
  | 'messageDeleted'
  | 'textUnchanged'
  | 'methodNotAllowed'
  | 'tooLarge'
  | 'unsupportedMediaType'
  | 'invalid'
  | 'rateLimited'
  | 'internal'
  | 'busy'
  | 'helloFirst'
  | 'helloTwice'

export type Refusal = {
  readonly code: RefusalCode
  readonly message: string
  readonly errors?: Readonly<Record<string, readonly string[]>>
  readonly retryAfterMs?: number
}

/** What came of a request: its value, or the reason it was refused. */
export type Answer<T> = { readonly value: T } | { readonly refusal: Refusal }
