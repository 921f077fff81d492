import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { gatherer } from './gather.ts'

test('little comes at once, much a few times a second, and all of it in its order', () => {
  vi.useFakeTimers()
  const deed = fc.oneof(
    fc.record({ do: fc.constant('add' as const) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 150 }) }),
    fc.record({ do: fc.constant('flush' as const) }),
  )
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const passed: number[] = []
      const gather = gatherer((one: number) => passed.push(one))
      let added = 0
      for (const { do: what, ...more } of deeds) {
        if (what === 'add') gather.add(added++)
        if (what === 'flush') gather.flush()
        if (what === 'flush') expect(passed.length).toBe(added)
        if ('ms' in more) vi.advanceTimersByTime(more.ms)
      }
      vi.advanceTimersByTime(100)
      expect(passed).toEqual(Array.from({ length: added }, (_, index) => index))
    }),
  )
  vi.useRealTimers()
})
