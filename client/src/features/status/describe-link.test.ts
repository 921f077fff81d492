import { expect, test } from 'vitest'
import { describeLink } from './describe-link.ts'

const now = 1_000_000
const words = (...given: Parameters<typeof describeLink>) => {
  const { label, detail, action } = describeLink(...given)
  return [label, detail, action]
}

test('a link that is up says how fast', () => {
  expect(words({ at: 'up', latencyMs: 24 }, true, 0, now)).toEqual(['LINK OK', '24 ms', undefined])
})

test('a wait says how long, which try, and what is queued', () => {
  const waiting = { at: 'waiting', attempt: 2, until: now + 2_100 } as const
  expect(words(waiting, true, 0, now)).toEqual(['REDIAL 3s', 'try 2 · you can keep writing', 'Dial now'])
  expect(words(waiting, true, 2, now)[0]).toBe('REDIAL 3s · 2 QUEUED')
})

test('a machine without a network is offline, not redialling', () => {
  const waiting = { at: 'waiting', attempt: 2, until: now + 2_100 } as const
  const offline = ['OFFLINE · 2 QUEUED', 'sent once back online', 'Try now']
  expect(words(waiting, false, 2, now)).toEqual(offline)
  expect(words({ at: 'dialling', attempt: 3 }, false, 2, now)).toEqual(offline)
})

test('a first dial is no accident, a later one is', () => {
  expect(describeLink({ at: 'dialling', attempt: 1 }, true, 0, now).tone).toBe('quiet')
  expect(describeLink({ at: 'dialling', attempt: 3 }, true, 0, now)).toMatchObject({
    tone: 'careful',
    label: 'REDIAL',
  })
})
