import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser
let ada: Person
let ken: Person
let joan: Person
let path: string
let name: string

beforeAll(async () => {
  browser = await openBrowser()
  const at = (who: string) => Person.at(browser, serverAddress.origin, unique(who))
  ;[ada, ken, joan] = await Promise.all([at('ada'), at('ken'), at('joan')])
  for (const person of [ada, ken, joan]) await person.enroll()
  name = unique('room')
  path = await ada.makes(name)
  await ken.enters(path)
  await joan.enters(path)
  await ada.page.goto(path)
  await ken.page.goto(path)
  await ken.composer.waitFor()
})

afterAll(async () => {
  await browser.close()
  expect([...ada.complaints, ...ken.complaints, ...joan.complaints]).toEqual([])
})

const section = (who: Person, label: string, count: number) =>
  who.page.getByRole('region', { name: `${label}, ${count}` })

test('the members stand by who is here, and whoever comes or goes changes place', async () => {
  await section(ada, 'online', 2).getByText(ken.name).waitFor()
  await section(ada, 'offline', 1).getByText(joan.name).waitFor()

  await joan.page.goto('/')
  await section(ada, 'online', 3).getByText(joan.name).waitFor()
  await section(ken, 'online', 3).getByText(joan.name).waitFor()
  await joan.page.goto('about:blank')
  await section(ada, 'online', 2).getByText(ken.name).waitFor()
  await section(ada, 'offline', 1).getByText(joan.name).waitFor()

  await ada.page.getByRole('searchbox', { name: 'Find a member' }).fill('JOAN')
  await section(ada, 'offline', 1).getByText(joan.name).waitFor()
  await section(ada, 'online', 2).waitFor({ state: 'detached' })
  await ada.page.getByRole('button', { name: 'Clear' }).click()
})

test('whoever joins or leaves shows among the members at once', async () => {
  const grace = await Person.at(browser, serverAddress.origin, unique('grace'))
  await grace.enroll()
  await grace.enters(path)
  await section(ada, 'offline', 2).getByText(grace.name).waitFor()
  await ada.page.getByRole('heading', { name: 'Members 4' }).waitFor()
  await grace.post(`/api${path}/leave`, {})
  await section(ada, 'offline', 1).getByText(joan.name).waitFor()
  await ada.page.getByRole('heading', { name: 'Members 3' }).waitFor()
  await grace.page.context().close()
})

test('whoever stays at a reaction is told who it is from', async () => {
  const id = await ken.tells(path, 'like this')
  await ken.marks(path, id, '🔥')
  await ada.marks(path, id, '🔥')
  await ada.row('like this').getByRole('button', { name: '🔥 2' }).hover()
  await ada.page.getByRole('tooltip').getByText(`${ken.name} and ${ada.name}`).waitFor()
  await ada.page.mouse.move(0, 0)
  await ada.page.getByRole('tooltip').waitFor({ state: 'detached' })
})

test('whoever writes is seen writing, until it is said', async () => {
  await ken.composer.fill('let me think')
  await ada.page.getByText(`${ken.name} is typing`).waitFor()
  expect(await ken.page.getByText('is typing').count()).toBe(0)
  await ken.composer.press('Enter')
  await ada.sees('let me think')
  await ada.page.getByText('is typing').waitFor({ state: 'detached' })
})

test('the owner hands the room over to a member, and everybody sees whose it is', async () => {
  await section(ada, 'online', 2).getByText(ken.name).hover()
  await ada.page.getByRole('button', { name: `More about ${ken.name}` }).click()
  await ada.page.getByRole('menuitem', { name: 'Make owner…' }).click()
  await ada.page.getByRole('button', { name: 'Hand over' }).click()
  await ada.page.getByText(`${ken.name} now owns`).waitFor()

  const crowned = (who: Person) =>
    who.page
      .getByRole('listitem')
      .filter({ hasText: ken.name })
      .getByRole('img', { name: 'owner', exact: true })
      .waitFor()
  await crowned(ada)
  await crowned(ken)
  await ken.picks('Edit room…')
  await ken.page.keyboard.press('Escape')
  await ada.picks('Leave room…')
  await ada.page.getByRole('button', { name: 'Stay' }).click()
})
