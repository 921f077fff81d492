import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { password } from './account.ts'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser
let ada: Person
let phone: Person

beforeAll(async () => {
  browser = await openBrowser()
})

beforeEach(async () => {
  const name = unique('ada')
  ada = await Person.at(browser, serverAddress.origin, name)
  await ada.arrives()
  phone = await Person.at(browser, serverAddress.origin, name)
  await phone.comesBack()
  await phone.page.goto('/')
  await phone.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
})

afterAll(() => browser.close())

const sessions = () => ada.page.getByRole('list', { name: 'Sessions' }).getByRole('listitem')

test('a person sees where they are logged in and ends a session, which is told why', async () => {
  await ada.opensSettings()
  await ada.page.getByText('this one').waitFor()
  expect(await sessions().count()).toBe(2)
  // However long the address is, it stands in its column, and the column in the dialog.
  const margin = await ada.page.getByRole('dialog').evaluate((box) => {
    const part = box.querySelector('section[aria-label=account]')
    return box.getBoundingClientRect().right - (part?.getBoundingClientRect().right ?? 0)
  })
  expect(margin).toBeGreaterThanOrEqual(20)
  await sessions().getByRole('button', { name: /^End/ }).click()

  await phone.page.getByText('It was ended from another of your devices').waitFor()
  await ada.page.getByText('The session has ended.').waitFor()
  await ada.page.waitForFunction(() => document.querySelectorAll('[aria-label=Sessions] li').length === 1)
})

test('with several others, all of them end at once', async () => {
  const tablet = await Person.at(browser, serverAddress.origin, ada.name)
  await tablet.comesBack()
  await ada.opensSettings()
  await ada.page.getByRole('button', { name: 'End all 2 others' }).click()
  await phone.page.getByRole('heading', { name: 'Sign in to chat' }).waitFor()
  await tablet.page.goto('/')
  await tablet.page.getByRole('link', { name: 'Enter chat' }).waitFor()
  await ada.page.waitForFunction(() => document.querySelectorAll('[aria-label=Sessions] li').length === 1)
})

test('a new password needs the old one, and ends the other sessions', async () => {
  const next = 'a longer phrase yet'
  const field = (label: string) => ada.page.getByLabel(label, { exact: true })
  await ada.opensSettings()
  await field('Current password').fill('not my password')
  await field('New password').fill(next)
  await ada.page.getByRole('button', { name: 'Change password' }).click()
  await ada.page.getByText('This is not it.').waitFor()

  await field('Current password').fill(password)
  await ada.page.getByRole('button', { name: 'Change password' }).click()
  await ada.page.getByText('Password changed.').waitFor()
  expect(await field('New password').inputValue()).toBe('')
  await phone.page.getByText('Your password was changed').waitFor()

  await phone.page.getByLabel('Username').fill(ada.name)
  await phone.page.getByLabel('Password', { exact: true }).fill(next)
  await phone.page.getByRole('button', { name: 'Sign in' }).click()
  await phone.page.getByRole('navigation', { name: 'Rooms' }).waitFor()
})

test('the look goes along to the next device, and stands before the first paint', async () => {
  await ada.opensSettings()
  await ada.page.getByRole('button', { name: 'Amber' }).click()
  await ada.page.getByRole('button', { name: 'Tight' }).click()
  const kept = ada.page.waitForResponse((answer) => answer.url().endsWith('/preferences') && answer.ok())
  await ada.page.getByRole('group', { name: 'CRT' }).getByRole('button', { name: 'On' }).click()
  await kept
  const look = () => {
    const { theme, density, crt } = document.documentElement.dataset
    return { theme, density, crt }
  }
  const chosen = { theme: 'amber', density: 'compact', crt: 'on' }
  expect(await ada.page.evaluate(look)).toEqual(chosen)

  const tablet = await Person.at(browser, serverAddress.origin, ada.name)
  await tablet.comesBack()
  await tablet.page.goto('/')
  await tablet.page.waitForFunction(() => document.documentElement.dataset.theme === 'amber')
  expect(await tablet.page.evaluate(look)).toEqual(chosen)

  await tablet.page.reload({ waitUntil: 'commit' })
  await tablet.page.waitForFunction(() => document.documentElement.dataset.crt === 'on')
  await tablet.page.context().close()
})

test('where the system asks for less motion no tube is drawn, whatever was chosen', async () => {
  const calm = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' } as const
  const guest = await Person.at(browser, serverAddress.origin, unique('guest'), calm)
  const tube = () =>
    guest.page.evaluate(() => getComputedStyle(document.documentElement, '::after').content !== 'none')
  await guest.page.goto('/')
  await guest.page.getByRole('button', { name: 'CRT off' }).click()
  await guest.page.getByRole('button', { name: 'CRT on' }).waitFor()
  expect(await tube()).toBe(false)
  await guest.page.emulateMedia({ reducedMotion: 'no-preference' })
  expect(await tube()).toBe(true)
  await guest.page.context().close()
})

test('logging out leaves nothing of the person on the machine but how the page looks', async () => {
  const path = await ada.makes(unique('room'))
  await ada.page.goto(path)
  await ada.composer.fill('a thought that I began')
  await ada.page.reload()
  await ada.page.waitForFunction(() => document.querySelector('textarea')?.value === 'a thought that I began')

  await ada.opensSettings()
  await ada.page.getByRole('button', { name: 'Log out' }).click()
  await ada.page.getByText('1 text is begun.').waitFor()
  await ada.page.getByRole('dialog', { name: 'Log out?' }).getByRole('button', { name: 'Log out' }).click()
  await ada.page.getByRole('heading', { name: 'Sign in to chat' }).waitFor()
  const left = await ada.page.evaluate(async () => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('rostra')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const count = await new Promise<number>((resolve) => {
      const request = opened.transaction('unsent').objectStore('unsent').count()
      request.onsuccess = () => resolve(request.result)
    })
    return { count, local: Object.keys(localStorage), session: Object.keys(sessionStorage) }
  })
  expect(left).toEqual({
    count: 0,
    local: ['rostra.look'].filter((key) => left.local.includes(key)),
    session: [],
  })
  expect(await ada.page.getByText('a thought').count()).toBe(0)
})
