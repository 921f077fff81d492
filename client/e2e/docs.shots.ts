import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

/**
 * The pictures of README and docs, of a server on which the sample conversation was replayed:
 * Rostra.Bench replay --file Rostra.Tests/Data/ubuntu-irc-sample.jsonl --title ubuntu
 */
const title = process.env.ROSTRA_DEMO ?? 'ubuntu'
const folder = '../docs/pictures'
const roomsMax = 9

const sizes: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    reducedMotion: 'reduce',
  },
}

let browser: Browser
let reader: Person
let rooms: { readonly id: string }[] = []

beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  browser = await openBrowser()
  reader = await Person.at(browser, serverAddress.origin, unique('reader'))
  await reader.enroll()
  const found = await reader.post<{ rooms: { id: string; name: string }[] }>(
    `/api/rooms/discover?query=${title}&limit=${roomsMax}`,
    undefined,
    'GET',
  )
  rooms = found.rooms
  for (const { id } of rooms) await reader.enters(`/rooms/${id}`)
})
afterAll(() => browser.close())

for (const [size, options] of Object.entries(sizes))
  for (const theme of ['neon', 'amber'] as const)
    test(`pictures for the docs: ${theme}, ${size}`, { timeout: 120_000 }, async () => {
      const here = await Person.at(browser, serverAddress.origin, reader.name, options)
      const { page } = here
      const save = (what: string) => page.screenshot({ path: `${folder}/${what}-${theme}-${size}.png` })
      const look = { theme, crt: theme === 'amber', density: 'comfortable' }
      await page.addInitScript((kept) => localStorage.setItem('rostra.look', kept), JSON.stringify(look))
      await page.goto('/')
      await page.getByRole('link', { name: 'Enter chat' }).waitFor()
      if (size === 'desktop' && theme === 'neon') await save('landing')
      await here.comesBack()
      await here.post('/api/auth/me/preferences', look, 'PUT')
      await page.goto(`/rooms/${rooms[0]?.id}`)
      await page.getByRole('log').locator('[data-row]').nth(5).waitFor()
      await save('room')
      if (size === 'phone') {
        await page.goto('/')
        await page.getByRole('navigation', { name: 'Rooms' }).getByText(/: /).first().waitFor()
        await save('rooms')
        return page.context().close()
      }
      await page.goto(`/rooms/${rooms[0]?.id}?panel=search&q=kernel&in=all`)
      await page.getByRole('list', { name: 'Results' }).getByRole('listitem').first().waitFor()
      await save('search')
      await page.keyboard.press('Control+k')
      await page.getByRole('option').nth(3).waitFor()
      await save('palette')
      await page.context().close()
    })
