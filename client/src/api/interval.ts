import type { IntervalBatch } from './generated.ts'

/** Whoever knows the room up to `after` and applies these knows it up to `upTo`. */
export type Interval = Pick<IntervalBatch, 'after' | 'upTo' | 'events'>
