import type { Refusal } from './generated.ts'

/** What came of a request: its value, or the reason it was refused. */
export type Answer<T> = { readonly value: T } | { readonly refusal: Refusal }
