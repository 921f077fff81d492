import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test('whoever comes for the first time is told what this is, and gets in from there', async () => {
  const ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  await ada.page.goto('/')
  await ada.page.getByText('Rooms for people who like their chat fast').waitFor()
  await ada.page.getByRole('link', { name: 'Enter chat' }).click()
  await ada.page.getByRole('heading', { name: 'Sign in to chat' }).waitFor()
  await ada.registers()
  await ada.page
    .getByRole('button', { name: 'Discover rooms' })
    .or(ada.page.getByRole('button', { name: 'Create the first room' }))
    .first()
    .waitFor()
  await ada.page.goto('/no/such/page')
  await ada.page.getByText('404 · Nothing here').waitFor()
  await ada.page.getByRole('button', { name: 'Back to rooms' }).click()
  expect(new URL(ada.page.url()).pathname).toBe('/')
  expect(ada.complaints).toEqual([])
  await ada.page.context().close()
})

test('a server that is slow, and one that does not answer, are told; the page goes on by itself', async () => {
  const ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  await ada.enroll()
  const path = await ada.makes(unique('room'))
  await ada.tells(path, 'it took a while')
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await ada.page.route('**/messages?**', async (route) => {
    await held
    await route.continue()
  })
  await ada.page.goto(path)
  await ada.page.getByText('Taking longer than usual. Trying again by itself.').waitFor()
  letGo()
  await ada.sees('it took a while')
  await ada.page.getByText('Taking longer than usual').waitFor({ state: 'detached' })

  await ada.page.route('**/api/auth/refresh', (route) => route.abort())
  await ada.page.goto(path)
  await ada.page.getByText('The server does not answer. Trying again by itself.').waitFor()
  await ada.page.unroute('**/api/auth/refresh')
  await ada.sees('it took a while')
  expect(ada.complaints).toEqual([])
  await ada.page.context().close()
})

test('it can be installed, and opens without a network; with one, the server’s page is the one that is shown', async () => {
  const ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  await ada.enroll()
  const path = await ada.makes(unique('room'))
  await ada.page.goto(path)
  await ada.composer.waitFor()
  const manifest = await (await ada.page.request.get('/manifest.webmanifest')).json()
  for (const { src } of manifest.icons) expect((await ada.page.request.get(src)).ok()).toBe(true)
  await ada.page.evaluate(async () => {
    await navigator.serviceWorker.ready
    while (!(await caches.match('/'))) await new Promise((resolve) => setTimeout(resolve, 50))
  })

  await ada.page.context().setOffline(true)
  await ada.page.reload()
  await ada.page.getByText('You are offline.').waitFor()
  await ada.page.context().setOffline(false)
  await ada.composer.waitFor()

  // Were the kept page the one that is shown, a server that has another now would not be seen.
  await ada.page.evaluate(async () => {
    const cache = await caches.open('rostra-shell')
    await cache.put('/', new Response('<title>old</title>', { headers: { 'Content-Type': 'text/html' } }))
  })
  await ada.page.reload()
  await ada.composer.waitFor()
  expect(ada.complaints).toEqual([])
  await ada.page.context().close()
})
