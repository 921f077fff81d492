import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { openBrowser, serverAddress } from './browser.ts'
import { type CutProxy, cutProxy } from './cut-proxy.ts'
import { Person } from './person.ts'
import { type Scene, setScene } from './scene.ts'
import { atTheDoor, searching, throughTheHouse, throughTheRoom, unsent } from './tour.ts'

const sizes: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
}

type Look = {
  readonly theme: 'neon' | 'amber'
  readonly crt: boolean
  readonly density: 'compact' | 'comfortable'
}

const looks: Record<string, Look> = {
  neon: { theme: 'neon', crt: false, density: 'comfortable' },
  'amber-crt': { theme: 'amber', crt: true, density: 'compact' },
  'neon-crt': { theme: 'neon', crt: true, density: 'compact' },
  amber: { theme: 'amber', crt: false, density: 'comfortable' },
}

/** The whole tour in these; the others show what the other setting of CRT and density makes of a room. */
const tours = ['neon', 'amber-crt']

let browser: Browser
let wire: CutProxy
let scene: Scene

beforeAll(async () => {
  browser = await openBrowser()
  wire = await cutProxy(serverAddress)
  scene = await setScene(browser, wire.address)
  await scene.ken.page.goto(scene.room)
  await scene.ken.composer.waitFor()
}, 120_000)

afterAll(async () => {
  await browser.close()
  wire.close()
})

for (const [size, options] of Object.entries(sizes))
  for (const [name, look] of Object.entries(looks))
    test(`pictures: ${name}, ${size}`, { timeout: 120_000 }, async () => {
      const save = (page: Page, what: string) =>
        page.screenshot({ path: `e2e/shots/${what}-${name}-${size}.png`, animations: 'disabled' })
      // A session of its own: a copied refresh cookie, used by two, would end the first one's.
      const here = await Person.at(browser, wire.address, scene.ada.name, options)
      await here.comesBack()
      await here.post('/api/auth/me/preferences', look, 'PUT')
      await here.page.addInitScript((kept) => localStorage.setItem('rostra.look', kept), JSON.stringify(look))
      if (tours.includes(name)) {
        await atTheDoor(await stranger(options, look), save)
        const tour = { here, isPhone: size === 'phone', scene, wire, save }
        for (const part of [throughTheHouse, throughTheRoom, searching, unsent]) await part(tour)
      } else {
        await here.page.goto(scene.room)
        await here.sees('and the cards for the store are punched')
        await save(here.page, 'room')
      }
      await here.page.context().close()
    })

async function stranger(options: BrowserContextOptions, look: Look): Promise<Page> {
  const context = await browser.newContext({ ...options, baseURL: wire.address })
  await context.addInitScript((kept) => localStorage.setItem('rostra.look', kept), JSON.stringify(look))
  return context.newPage()
}
