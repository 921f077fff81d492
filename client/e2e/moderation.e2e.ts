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

/** Ada's room, open before both, with its members beside it at hers. */
async function together(): Promise<{ readonly name: string; readonly path: string }> {
  const name = unique('house')
  const path = await ada.makes(name)
  await ken.enters(path)
  await ada.page.goto(`${path}?panel=members`)
  await ken.page.goto(path)
  await ken.composer.waitFor()
  return { name, path }
}

const member = (who: Person) =>
  ada.page.getByRole('complementary', { name: 'Members' }).getByRole('listitem').filter({ hasText: who.name })

/** From the menu at somebody's name among the members. */
async function picksAt(who: Person, item: string) {
  await member(who).hover()
  await member(who)
    .getByRole('button', { name: `More about ${who.name}` })
    .click()
  await ada.page.getByRole('menuitem', { name: item }).click()
}

const dialog = (name: string | RegExp) => ada.page.getByRole('dialog', { name })

test('whoever is muted is told so at the line, and speaks again when the owner lets them', async () => {
  await together()

  await picksAt(ken, 'Mute for a time…')
  await dialog(/^Mute/).getByRole('button', { name: '10 min' }).click()
  await dialog(/^Mute/).getByRole('button', { name: 'Mute', exact: true }).click()
  await member(ken).getByRole('img', { name: 'muted' }).waitFor()

  await ken.says('may I?')
  await ken.row('may I?').getByText('The owner muted you, for 10 min more.').waitFor()

  await picksAt(ken, 'Let them speak')
  await member(ken).getByRole('img', { name: 'muted' }).waitFor({ state: 'detached' })
  await ken.row('may I?').getByRole('button', { name: 'Retry' }).click()
  await ada.sees('may I?')
})

test('in slow mode the second line waits where it stands', async () => {
  await together()

  await ada.picks('Moderation…')
  await dialog(/^Moderation/)
    .getByRole('button', { name: 'Slow mode' })
    .click()
  await dialog(/^Moderation/)
    .getByRole('button', { name: '30 s' })
    .click()
  await ken.page.getByRole('img', { name: 'Slow mode: one message in 30 s' }).waitFor()

  await ken.says('one')
  await ken.hasSent('one')
  await ken.says('two')
  await ken
    .row('two')
    .getByText(/Slow mode: goes out in \d+ s\./)
    .waitFor()
})

test('how long a room keeps what is said is asked about before it is shortened, and every member sees it', async () => {
  await together()

  await ada.picks('Moderation…')
  const house = dialog(/^Moderation/)
  await house.getByRole('button', { name: 'Kept for' }).click()
  await house.getByRole('button', { name: '30 d' }).click()
  await house.getByRole('button', { name: 'Remove what is older than 30 d' }).click()
  await ken.page.getByRole('img', { name: 'What is said here is kept for 30 days' }).waitFor()
  await house.getByRole('button', { name: 'Audit' }).click()
  await house.getByRole('listitem').filter({ hasText: 'set the room to keep 30 days' }).waitFor()
})

test('whoever is banned is out, cannot come back, and can when the ban is lifted', async () => {
  const { name, path } = await together()

  await picksAt(ken, 'Ban…')
  await dialog(/^Ban/).getByLabel('Why').fill('only a try')
  await dialog(/^Ban/).getByRole('button', { name: 'Ban', exact: true }).click()
  await ken.page.getByText('Its owner removed you.').waitFor()
  await ken.page.getByRole('button', { name: 'Join room' }).click()
  await ken.page.getByRole('heading', { name: 'Banned' }).waitFor()
  await ken.page.getByRole('button', { name: 'Discover', exact: true }).click()
  await ken.page.getByRole('searchbox', { name: 'Filter by name or topic' }).fill(name)
  await ken.page.getByRole('button', { name: `Join #${name}` }).click()
  await ken.page.getByText('Not joined. The owner of this room has banned you.').waitFor()
  await ken.page.keyboard.press('Escape')

  await ada.picks('Moderation…')
  const house = dialog(/^Moderation/)
  await house.getByRole('button', { name: 'Audit' }).click()
  await house
    .getByRole('listitem')
    .filter({ hasText: `banned ${ken.name}` })
    .getByText('only a try')
    .waitFor()
  await house.getByRole('button', { name: 'Bans' }).click()
  await house.getByRole('button', { name: `Lift ban ${ken.name}` }).click()
  await house.getByText('Nobody is banned.').waitFor()

  await ken.page.goto(path)
  await ken.joins()
  await ken.roomLink(name).waitFor()
})

test('a removed member may join again', async () => {
  await together()
  await picksAt(ken, 'Remove…')
  await dialog(/^Remove/)
    .getByRole('button', { name: 'Remove', exact: true })
    .click()
  await ken.page.getByText('Its owner removed you.').waitFor()
  await ken.joins()
})

test('a reported message stands before the owner until they have looked', async () => {
  const { path } = await together()
  await ada.tells(path, 'something rude')
  await ken.sees('something rude')

  await ken.row('something rude').hover()
  await ken.row('something rude').getByRole('button', { name: 'Report message' }).click()
  await ken.page.getByLabel('Why').fill('rude')
  await ken.page.getByRole('button', { name: 'Report', exact: true }).click()
  await ken.page.getByText('Reported.').waitFor()

  await ada.picks('Moderation…')
  const house = dialog(/^Moderation/)
  await house.getByText(`${ken.name}: rude`).waitFor()
  await house.getByRole('button', { name: 'It is fine' }).click()
  await house.getByText('Nothing is reported.').waitFor()
})
