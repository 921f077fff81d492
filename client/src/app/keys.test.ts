import { expect, test } from 'vitest'
import { keyOf, keys, localKeys } from './keys.ts'

function press(combo: string, target: EventTarget = document.body) {
  const parts = combo.split('+')
  const key = parts.at(-1) ?? ''
  const event = new KeyboardEvent('keydown', {
    key: key.length === 1 && parts.length > 1 ? 'ç' : key,
    code: `Key${key}`,
    altKey: parts.includes('Alt'),
    ctrlKey: parts.includes('Mod'),
    shiftKey: parts.includes('Shift') || combo === '?',
  })
  Object.defineProperty(event, 'target', { value: target })
  return keyOf(event)
}

test('every key of the table is heard, and no two are the same', () => {
  for (const key of keys) expect(press(key.combo)?.combo).toBe(key.combo)
  const all = [...keys, ...localKeys].map((key) => key.combo)
  expect(new Set(all).size).toBe(all.length)
})

test('whoever writes writes: a bare character is a key only elsewhere', () => {
  const box = document.createElement('textarea')
  for (const key of keys) expect(press(key.combo, box)?.combo).toBe(key.isBare ? undefined : key.combo)
})
