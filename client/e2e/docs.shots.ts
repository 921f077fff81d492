import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openBrowser, serverAddress } from './browser.ts'
import { type Demo, setDemo } from './demo.ts'
import { Person } from './person.ts'

/**
 * The pictures of README and docs, of a server on which the sample conversation was replayed:
 * Rostra.Bench replay --file Rostra.Tests/Data/ubuntu-irc-sample.jsonl --title ubuntu
 */
const title = process.env.ROSTRA_DEMO ?? 'ubuntu'
const folder = '../docs/pictures'

const sizes: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
}

let browser: Browser
let demo: Demo

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  browser = await openBrowser()
  demo = await setDemo(browser, title)
})
afterAll(() => browser.close())

for (const [size, options] of Object.entries(sizes))
  for (const theme of ['neon', 'amber'] as const)
    test(`pictures for the docs: ${theme}, ${size}`, { timeout: 120_000 }, async () => {
      const here = await Person.at(browser, serverAddress.origin, demo.ada.name, options)
      const { page } = here
      const save = (what: string) =>
        page.screenshot({ path: `${folder}/${what}-${theme}-${size}.png`, animations: 'disabled' })
      const look = { theme, crt: theme === 'amber', density: 'comfortable' }
      await page.addInitScript((kept) => localStorage.setItem('rostra.look', kept), JSON.stringify(look))
      await page.goto('/')
      await page.getByRole('link', { name: 'Enter chat' }).waitFor()
      if (size === 'desktop' && theme === 'neon') await save('landing')
      await here.comesBack()
      await here.post('/api/auth/me/preferences', look, 'PUT')
      await page.goto(demo.room)
      await page.getByRole('log').locator('[data-row]').nth(5).waitFor()
      await isTyping(page)
      await save('room')
      if (size === 'phone') {
        await page.goto('/')
        await page.getByRole('navigation', { name: 'Rooms' }).getByText(/: /).first().waitFor()
        await save('rooms')
        return page.context().close()
      }
      await page.goto(`${demo.room}?panel=search&q=kernel&in=all`)
      await page.getByRole('list', { name: 'Results' }).getByRole('listitem').first().waitFor()
      await save('search')
      await page.keyboard.press('Control+k')
      await page.getByRole('option').nth(3).waitFor()
      await save('palette')
      await page.context().close()
    })

/** Ken begins to write, until it shows: what was told before the page listened is told again only after it has ended, in 5 s. */
async function isTyping(page: Page) {
  const mark = page.getByText(/is typing/)
  while (!(await mark.isVisible())) {
    await demo.ken.composer.fill('')
    await demo.ken.composer.fill('and my')
    await mark.waitFor({ timeout: 6_000 }).catch(() => undefined)
  }
}
