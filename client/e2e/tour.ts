import type { Page } from 'playwright-core'
import type { CutProxy } from './cut-proxy.ts'
import type { Person } from './person.ts'
import type { Scene } from './scene.ts'
import { longPress } from './touch.ts'

export type Save = (page: Page, what: string) => Promise<unknown>

/** What a visit needs: who goes, with what screen, over which wire. */
export type Tour = {
  readonly here: Person
  readonly isPhone: boolean
  readonly scene: Scene
  readonly wire: CutProxy
  readonly save: Save
}

const newest = 'and the cards for the store are punched'

/** The pages that one sees before one is in. */
export async function atTheDoor(page: Page, save: Save) {
  await page.goto('/')
  await page.getByRole('link', { name: 'Enter chat' }).waitFor()
  await save(page, 'landing')
  await page.goto('/login')
  await page.getByLabel('Username').fill('nobody')
  await page.getByLabel('Password', { exact: true }).fill('not my password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').waitFor()
  await save(page, 'login')
  await page.goto('/register')
  await page.getByLabel('Username').fill('a  b')
  await page.getByLabel('E-mail').fill('nowhere')
  await page.getByLabel('Password', { exact: true }).fill('password1')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.locator('[aria-invalid=true]').first().waitFor()
  await save(page, 'register')
}

const shut = async ({ page }: Person) => {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** The list, and the dialogs that open from it. */
export async function throughTheHouse({ here, save }: Tour) {
  const { page } = here
  const press = (name: RegExp) => page.getByRole('button', { name }).first().click()
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link').nth(3).waitFor()
  await save(page, 'rooms')
  await press(/Create/)
  await page.getByRole('dialog').waitFor()
  await page.getByLabel('Name').fill('sc')
  await page.getByRole('button', { name: 'Create room' }).click()
  await page.locator('[aria-invalid=true]').waitFor()
  await save(page, 'create')
  await shut(here)
  await press(/Discover/)
  await page.getByRole('list', { name: 'Rooms found' }).getByRole('listitem').first().waitFor()
  await save(page, 'discover')
  await shut(here)
  await here.opensSettings()
  await page.getByText('this one').waitFor()
  await save(page, 'settings')
  await shut(here)
  await page.keyboard.press('Control+k')
  await page.getByRole('option').nth(3).waitFor()
  await save(page, 'palette')
  await shut(here)
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  await save(page, 'keys')
  await shut(here)
}

/** One room, its panels, and what opens over it. */
export async function throughTheRoom(tour: Tour) {
  const { here, isPhone, scene, save } = tour
  const { page } = here
  await page.goto(scene.empty)
  await page.getByText('Nothing said yet').waitFor()
  await save(page, 'empty')
  await page.goto(scene.room)
  await here.sees(newest)
  await scene.ken.composer.fill('')
  await scene.ken.composer.fill('let me think')
  await page.getByText(/is typing/).waitFor()
  if (!isPhone) await here.row('noted').hover()
  await save(page, 'room')
  await page.getByRole('button', { name: 'More about the room' }).click()
  await page.getByRole('menu').waitFor()
  await save(page, 'menu')
  await page.keyboard.press('Escape')
  await here.picks('Members')
  await page.getByRole('region', { name: /offline/ }).waitFor()
  await save(page, 'members')
  await page.getByRole('button', { name: 'Close members' }).click()
  await page.getByRole('log').getByRole('button', { name: scene.ken.name, exact: true }).last().click()
  await page
    .getByText(/^Joined|^In #|^Owns #/)
    .first()
    .waitFor()
  await save(page, 'person')
  await shut(here)
  await actions(tour)
  await here.picks('Moderation…')
  await page.getByRole('dialog').getByRole('button', { name: 'Slow mode' }).click()
  await save(page, 'moderation')
  await shut(here)
  await here.picks('Delete room…')
  await page.getByRole('dialog').waitFor()
  await save(page, 'delete')
  await shut(here)
}

async function actions({ here, isPhone, save }: Tour) {
  const { page } = here
  const row = here.row('noted')
  if (isPhone) {
    await longPress(row)
    await page.getByRole('dialog', { name: 'Message' }).waitFor()
    await save(page, 'sheet')
    return shut(here)
  }
  await row.hover()
  await row.getByRole('button', { name: 'Report message' }).click()
  await page.getByRole('dialog').waitFor()
  await save(page, 'report')
  await shut(here)
  await here.row('print it, the short one will do').hover()
  await here.row('print it, the short one will do').getByRole('button', { name: 'Edit message' }).click()
  await page.locator('textarea').first().waitFor()
  await save(page, 'edit')
  await page.keyboard.press('Escape')
}

export async function searching({ here, scene, save }: Tour) {
  const { page } = here
  await page.goto(scene.room)
  await here.sees(newest)
  await page.keyboard.press('Control+f')
  await page.keyboard.type('column')
  await page.getByText(/^1 of/).waitFor()
  await save(page, 'find')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Search in the room' }).click()
  await page.getByRole('searchbox').fill('table')
  await page.getByRole('list', { name: 'Results' }).getByRole('button').first().waitFor()
  await save(page, 'search')
  await page.getByRole('searchbox').fill('xylophone')
  await page.getByText('Nothing for “xylophone”').waitFor()
  await save(page, 'nothing')
  await page.getByRole('searchbox').fill('table')
  await page.getByRole('list', { name: 'Results' }).getByRole('button').nth(2).click()
  await here.sees('has anyone tried the new difference table?')
  await save(page, 'jumped')
  await page.goto(`/rooms/${crypto.randomUUID()}`)
  await page.getByText('No such room').waitFor()
  await save(page, 'missing')
  await page.goto(scene.ofOthers)
  await page.getByRole('button', { name: 'Join room' }).waitFor()
  await save(page, 'stranger')
}

/** Lines that wait, and what the page says meanwhile. */
export async function unsent({ here, isPhone, scene, wire, save }: Tour) {
  const { page } = here
  await page.goto(scene.room)
  await here.sees(newest)
  const say = async (text: string) => {
    await here.composer.fill(text)
    if (isPhone) await page.getByRole('button', { name: 'Send' }).click()
    else await here.composer.press('Enter')
  }
  const isTold = (words: RegExp) => page.getByText(words).locator('visible=true').first().waitFor()
  wire.cut()
  await isTold(/REDIAL|OFFLINE/)
  await say('are you still there?')
  await say('I can wait')
  await isTold(/2 QUEUED/)
  await save(page, 'redial')
  await page.context().setOffline(true)
  await isTold(/OFFLINE/)
  await save(page, 'offline')
  await page.context().setOffline(false)
  wire.mend()
  await here.hasSent('I can wait')
}
