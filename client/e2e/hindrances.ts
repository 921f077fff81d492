import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export const screens = {
  desk: { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, reducedMotion: 'reduce' },
} satisfies Record<string, BrowserContextOptions>

export type Screen = keyof typeof screens

/** Nothing of this place hinders anybody, by WCAG 2.2 AA; on a phone it is also made for thumbs. */
export async function isFree(page: Page, place: string, screen: Screen) {
  expect({ [place]: await hindrances(page) }).toEqual({ [place]: [] })
  if (screen === 'phone') expect({ [place]: await page.evaluate(tooSmall) }).toEqual({ [place]: [] })
}

async function hindrances(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } }
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return axe.run({ runOnly: { type: 'tag', values } })
  })
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(' | ')}`,
  )
}

/** Runs in the page: what a thumb would miss. Words in a text are as high as their line. */
function tooSmall(): string[] {
  const thumbPx = 44
  const found: string[] = []
  for (const one of document.querySelectorAll('button, a[href], input, textarea, [role=menuitem]')) {
    const { width, height } = one.getBoundingClientRect()
    const isShown = one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && width > 1
    const isInText = one.closest('[data-row] p, p a') !== null || one.matches('[data-row] [tabindex="-1"]')
    if (isShown && !isInText && height < thumbPx)
      found.push(
        `${one.getAttribute('aria-label') ?? one.textContent}: ${Math.round(width)} × ${Math.round(height)}`,
      )
  }
  return found
}
