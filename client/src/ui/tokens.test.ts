import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const surfaces = ['app', 'panel', 'raised', 'overlay']
const words = ['strong', 'text', 'muted', 'primary', 'secondary', 'accent', 'ok', 'danger']
const fills = ['primary', 'secondary', 'accent', 'danger']

/** The colours of a theme, as they are and as the CRT changes them. */
function coloursOf(theme: string): [string, Record<string, string>][] {
  const css = readFileSync(join(import.meta.dirname, `tokens-${theme}.css`), 'utf8')
  const [plain = {}, crt = {}] = css
    .split('\n}\n')
    .map((block) =>
      Object.fromEntries([...block.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map((one) => one.slice(1))),
    )
  return [
    ['plain', plain],
    ['CRT', { ...plain, ...crt }],
  ]
}

function luminance(hex = ''): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(['neon', 'amber'])('%s', (theme) => {
  test.each(coloursOf(theme))(
    '%s: words can be read on every surface, edges seen, fills written on',
    (_, colour) => {
      for (const surface of surfaces) {
        for (const word of words)
          expect(contrast(colour[word], colour[surface]), `${word} on ${surface}`).toBeGreaterThan(4.5)
        expect(contrast(colour.edge, colour[surface]), `edge on ${surface}`).toBeGreaterThan(3)
      }
      for (const fill of fills)
        expect(contrast(colour['on-fill'], colour[fill]), `on ${fill}`).toBeGreaterThan(4.5)
    },
  )
})
