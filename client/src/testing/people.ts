import type { UserRef } from '../api/generated.ts'

export const ada: UserRef = { id: '00000000-0000-7000-8000-00000000000a', username: 'ada' }
export const ken: UserRef = { id: '00000000-0000-7000-8000-00000000000b', username: 'ken' }
export const joan: UserRef = { id: '00000000-0000-7000-8000-00000000000c', username: 'joan' }
export const people = [ada, ken, joan]
