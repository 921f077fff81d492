import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser
let ada: Person
let ken: Person

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.arrives()
  await ken.arrives()
})

afterAll(async () => {
  await browser.close()
  expect([...ada.complaints, ...ken.complaints]).toEqual([])
})

const title = (who: Person, name: string) => who.page.getByRole('heading', { level: 1, name: `#${name}` })

test('a person finds a room by a part of its topic, joins it, and is in it', async () => {
  const name = unique('difference-engine')
  const topic = unique('columns')
  await ada.createsRoom(name, `all about ${topic}`)
  await ada.says('welcome')

  await ken.page.getByRole('button', { name: 'Discover', exact: true }).click()
  await ken.page.getByRole('searchbox', { name: 'Filter by name or topic' }).fill(topic.toUpperCase())
  const found = ken.page.getByRole('list', { name: 'Rooms found' }).getByRole('listitem')
  await found.filter({ hasText: name }).getByText(`all about ${topic}`).waitFor()
  await found.filter({ hasText: name }).getByRole('button', { name: /^Join/ }).click()
  await ken.sees('welcome')
  await ken.roomLink(name).waitFor()

  await ken.page.getByRole('button', { name: 'Discover', exact: true }).click()
  await ken.page.getByRole('searchbox').fill(topic)
  await found
    .filter({ hasText: name })
    .getByRole('button', { name: /^Joined/ })
    .waitFor()
  // Among one's own a slip of the finger is forgiven.
  await ken.page.getByRole('button', { name: 'Yours' }).click()
  await ken.page.getByRole('searchbox').fill('diffreence')
  await found.filter({ hasText: name }).waitFor()
  await ken.page.keyboard.press('Escape')
})

test('a name that is taken or too short is told at the field, and nothing that was written is lost', async () => {
  const name = unique('taken')
  await ada.makes(name)
  await ken.page.getByRole('button', { name: 'Create', exact: true }).click()
  await ken.page.getByLabel('Name').fill(name.toUpperCase())
  await ken.page.getByLabel('What it is about').fill('my topic')
  await ken.page.getByRole('button', { name: 'Create room' }).click()
  await ken.page.getByText('This name is taken.').waitFor()
  expect(await ken.page.getByLabel('What it is about').inputValue()).toBe('my topic')

  await ken.page.getByLabel('Name').fill('x')
  await ken.page.getByRole('button', { name: 'Create room' }).click()
  await ken.page.getByText('3 to 50 characters.').waitFor()
  expect(await ken.page.getByLabel('Name').getAttribute('aria-invalid')).toBe('true')
  await ken.page.keyboard.press('Escape')
  // Whoever leaves a dialog is back where they came from.
  await ken.page.waitForFunction(() => document.activeElement?.textContent === 'Create')
})

test('a room that its owner renames or describes is so on every page', async () => {
  const [before, after] = [unique('before'), unique('after')]
  const path = await ada.makes(before, 'a topic')
  await ken.enters(path)
  await ada.page.goto(path)
  await ken.page.goto(path)
  await title(ken, before).waitFor()

  await ada.picks('Edit room…')
  await ada.page.getByLabel('Name').fill(after)
  await ada.page.getByLabel('What it is about').fill('')
  await ada.page.getByRole('button', { name: 'Save' }).click()
  await title(ada, after).waitFor()
  await title(ken, after).waitFor()
  await ken.roomLink(after).waitFor()
  await ken.page.getByText('a topic').waitFor({ state: 'detached' })
})

test('a deleted room says so to whoever is in it, and is gone from the lists', async () => {
  const name = unique('short-lived')
  const path = await ada.makes(name)
  await ken.enters(path)
  const another = await ken.makes(unique('another'))
  await ada.tells(path, 'who am I?')
  await ada.page.goto(path)
  await ken.page.goto(path)
  await ken.composer.waitFor()

  await ken.composer.fill('I was about to say')
  await ken.page.getByRole('log').getByRole('button', { name: ada.name, exact: true }).click()
  await ken.page.getByRole('dialog').waitFor()
  await ada.picks('Delete room…')
  await ada.page.getByRole('button', { name: 'Delete room' }).click()
  await ada.page.getByText(`#${name} is deleted.`).waitFor()
  await ken.page.getByRole('heading', { name: `#${name} is gone` }).waitFor()
  // What he had begun is his to take along.
  await ken.page.getByRole('region', { name: 'Not sent' }).getByText('I was about to say').waitFor()
  await ken.roomLink(name).waitFor({ state: 'detached' })
  // What was open there is not open in the next room.
  await ken.page.getByRole('navigation', { name: 'Rooms' }).locator(`a[href$="${another}"]`).click()
  await ken.composer.waitFor()
  expect(await ken.page.getByRole('dialog').count()).toBe(0)
  await ada.roomLink(name).waitFor({ state: 'detached' })
})

test('the link of a room that never was says so', async () => {
  await ken.page.goto('/rooms/00000000-0000-7000-8000-000000000001')
  await ken.page.getByText('404 · No such room').waitFor()
})
