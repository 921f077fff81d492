import { expect, test } from 'vitest'
import { deviceName } from './device-name.ts'

test('a browser is called by its name and its system', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36'
  expect(deviceName(chrome)).toBe('Chrome on Windows')
  expect(deviceName(`${chrome} Edg/141.0`)).toBe('Edge on Windows')
  expect(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1')).toBe(
    'Safari on iPhone',
  )
})

test('what is not understood is shown as it is', () => {
  expect(deviceName('curl/8.5.0')).toBe('curl/8.5.0')
  expect(deviceName(undefined)).toBe('Unknown device')
})
