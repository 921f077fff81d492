import { expect, test } from 'vitest'
import { uuid7 } from './uuid7.ts'

test('a name for a message is a version 7 UUID that begins with its time', () => {
  expect(uuid7(0x0123456789ab)).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('names made in the same millisecond differ', () => {
  expect(new Set(Array.from({ length: 1000 }, () => uuid7(1))).size).toBe(1000)
})
