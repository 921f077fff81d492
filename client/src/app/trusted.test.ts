import { afterEach, expect, test, vi } from 'vitest'
import { workerAddress } from './trusted.ts'

afterEach(() => vi.unstubAllGlobals())

test('a browser without trusted types is told the address as it is', () => {
  vi.stubGlobal('trustedTypes', undefined)

  expect(workerAddress()).toBe('/sw.js')
})

test('a browser with them is told it by a policy that makes the same of everything', () => {
  const made: Record<string, (url: string) => string> = {}
  vi.stubGlobal('trustedTypes', {
    createPolicy: (name: string, rules: { createScriptURL(url: string): string }) => {
      made[name] = rules.createScriptURL
      return { createScriptURL: (url: string) => `trusted ${rules.createScriptURL(url)}` }
    },
  })

  expect(workerAddress()).toBe('trusted /sw.js')
  expect(Object.keys(made)).toEqual(['rostra'])
  expect(made['rostra']?.('https://evil.example/x.js')).toBe('/sw.js')
})
