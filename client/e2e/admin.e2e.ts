import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password } from './account.ts'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { isFree, type Screen, screens } from './hindrances.ts'
import { Person } from './person.ts'

/** As the server that the stories run against is told by `Rostra__Accounts__Administrators__0`. */
const overseer = 'overseer'

let browser: Browser
let ada: Person
let ken: Person

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.enroll()
  await ken.enroll()
})

afterAll(async () => {
  await browser.close()
  expect([...ada.complaints, ...ken.complaints]).toEqual([])
})

/** At this screen, at home. Whoever is first to come makes the account. */
async function overseen(screen: Screen): Promise<Person> {
  const person = await Person.at(browser, serverAddress.origin, overseer, screens[screen])
  const data = { username: overseer, email: 'overseer@example.org', password }
  await person.page.request.post('/api/auth/register', { data })
  await person.comesBack()
  await person.page.goto('/')
  await person.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
  return person
}

const pick = (who: Person, part: string) => who.page.getByRole('button', { name: part, exact: true }).click()
const list = (who: Person, name: string) => who.page.getByRole('main').getByRole('list', { name })

/** Ada's room, where Ken said something that she reports of herself, and was banned for it. */
async function trouble(): Promise<{ readonly name: string; readonly path: string }> {
  const name = unique('mill')
  const path = await ada.makes(name)
  await ken.enters(path)
  const id = await ken.tells(path, 'the mill is a lie')
  await ada.post(`/api${path}/messages/${id}/report`, { reason: 'it is not' })
  await ada.post(`/api${path}/bans/${ken.id}`, { reason: 'lies about mills' }, 'PUT')
  return { name, path }
}

test('from the palette to a report, which is looked at, and says by whom', async () => {
  const { name, path } = await trouble()
  const admin = await overseen('desk')
  const { page } = admin
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('look after')
  await page.getByRole('option', { name: 'Look after this place' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Administration' }).waitFor()

  const nodes = list(admin, 'Nodes').getByRole('listitem')
  await nodes
    .filter({ hasText: 'silo' })
    .filter({ hasText: 'active' })
    .filter({ hasText: /\d activations/ })
    .waitFor()
  await nodes
    .filter({ hasText: 'gateway' })
    .filter({ hasText: /[1-9]\d* messages in the last minute/ })
    .waitFor()

  await pick(admin, 'Reports')
  const report = list(admin, 'Reports').getByRole('listitem').filter({ hasText: name })
  await report.getByText('it is not').waitFor()
  await report.getByRole('button', { name: 'Mark as looked at' }).click()
  await report.waitFor({ state: 'detached' })
  await pick(admin, 'Looked at')
  await report.getByText(/^looked at by overseer, /).waitFor()

  await pick(admin, 'Audit')
  const act = list(admin, 'Audit').getByRole('listitem').filter({ hasText: name })
  await act
    .filter({ hasText: `banned ${ken.name}` })
    .getByText('lies about mills')
    .waitFor()
  await pick(admin, 'People')
  await list(admin, 'People').getByText(ken.name).waitFor()
  await pick(admin, 'Rooms')
  await list(admin, 'Rooms')
    .getByRole('link', { name: `#${name}` })
    .click()
  await page.waitForURL(`**${path}`)
  expect(admin.complaints).toEqual([])
  await page.context().close()
})

test('whoever does not look after the place is neither led there nor let in', async () => {
  await ada.page.goto('/')
  await ada.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
  await ada.opensSettings()
  await ada.page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/api/admin')),
  )
  expect(await ada.page.getByRole('button', { name: 'Look after this place' }).count()).toBe(0)
  await ada.page.goto('/admin?show=people')
  await ada.page.getByRole('heading', { name: 'For administrators' }).waitFor()
  await isFree(ada.page, 'refused', 'desk')
  await ada.page.getByRole('button', { name: 'Back to rooms' }).click()
  await ada.page.waitForURL((url) => url.pathname === '/')
})

test('a list that cannot be had says so, and comes when it is asked for again', async () => {
  const admin = await overseen('desk')
  const { page } = admin
  await page.route('**/api/admin/people*', (route) =>
    route.fulfill({ status: 403, json: { code: 'notAdministrator', message: 'no' } }),
  )
  await page.goto('/admin?show=people')
  await page.getByRole('alert').getByText('People could not be shown.').waitFor()
  await page.unroute('**/api/admin/people*')
  await page.getByRole('alert').getByRole('button', { name: 'Retry' }).click()
  await list(admin, 'People').getByText(ada.name).waitFor()
  await page.context().close()
})

test('each part is free of hindrances at a desk and on a phone, in both themes', async () => {
  await trouble()
  for (const screen of ['desk', 'phone'] as const) {
    const admin = await overseen(screen)
    for (const theme of ['neon', 'amber'])
      for (const part of ['nodes', 'rooms', 'people', 'reports', 'audit']) {
        await admin.page.goto(`/admin?show=${part}`)
        await admin.page.evaluate((name) => {
          document.documentElement.dataset.theme = name
        }, theme)
        const name = part[0]?.toUpperCase() + part.slice(1)
        await list(admin, name).getByRole('listitem').first().waitFor()
        await isFree(admin.page, `${part}, ${theme}, ${screen}`, screen)
        const over = await admin.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect({ [`${part} on a ${screen}`]: over }).toEqual({ [`${part} on a ${screen}`]: 0 })
        if (process.env.ROSTRA_SHOTS)
          await admin.page.screenshot({ path: `${process.env.ROSTRA_SHOTS}/${part}-${theme}-${screen}.png` })
      }
    await admin.page.context().close()
  }
}, 120_000)
