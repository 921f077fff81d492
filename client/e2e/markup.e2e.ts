import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

let browser: Browser
let ada: Person
let ken: Person
let path: string
const room = unique('room')

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  ken = await Person.at(browser, serverAddress.origin, unique('ken'))
  await ada.enroll()
  await ken.enroll()
  path = await ada.makes(room)
  await ken.enters(path)
  await ada.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await ada.page.goto(path)
  await ada.composer.waitFor()
})

afterAll(async () => {
  await browser.close()
  expect([...ada.complaints, ...ken.complaints]).toEqual([])
})

const log = (who: Person) => who.page.getByRole('log')
const clipboard = () => ada.page.evaluate(() => navigator.clipboard.readText())

test('what is stressed, struck, quoted and listed is shown so, and nothing in code is a link', async () => {
  await ken.tells(
    path,
    'this is **very** important, _really_, ~~not~~ `https://example.org/a_b` and https://example.org/a_b_c',
  )
  const line = log(ada).locator('[data-row]').filter({ hasText: 'important' })
  await line.locator('strong').getByText('very').waitFor()
  await line.locator('em').getByText('really').waitFor()
  await line.locator('s').getByText('not').waitFor()
  expect(await line.locator('code').textContent()).toBe('https://example.org/a_b')
  expect(await line.getByRole('link').allTextContents()).toEqual(['https://example.org/a_b_c'])

  await ken.tells(path, '> they said\n> so\nand I said\n- one\n- two\n7. seven')
  const quote = log(ada).locator('blockquote')
  expect(await quote.textContent()).toBe('they said\nso')
  await log(ada).getByRole('listitem').getByText('one').waitFor()
  await log(ada).getByRole('list').filter({ hasText: '7.' }).getByText('seven').waitFor()
})

test('code keeps its columns, tells its language, scrolls by itself and can be taken away', async () => {
  const code = `const wide = '${'x'.repeat(200)}'\n  indented(<b>&amp;</b>)`
  const text = `look\n\`\`\`ts\n${code}\n\`\`\``
  await ken.tells(path, text)
  const block = log(ada).locator('figure')
  await block.getByText('ts', { exact: true }).waitFor()
  expect(await block.locator('pre').textContent()).toBe(code)
  const [own, around] = await Promise.all([
    block.locator('pre').evaluate((pre) => pre.scrollWidth > pre.clientWidth),
    log(ada).evaluate((scroller) => scroller.scrollWidth > scroller.clientWidth),
  ])
  expect({ own, around }).toEqual({ own: true, around: false })

  await block.getByRole('button', { name: 'Copy code' }).click()
  await ada.page.getByText('Code copied.').waitFor()
  expect(await clipboard()).toBe(code)
  const row = log(ada)
    .locator('[data-row]')
    .filter({ has: ada.page.locator('figure') })
  await row.hover()
  await row.getByRole('button', { name: 'Copy text' }).click()
  await ada.page.getByText('Text copied').waitFor()
  expect(await clipboard()).toBe(text)
})

test('keys put the marks around what is selected, and take them away', async () => {
  await ada.composer.fill('so very good')
  await ada.composer.press('Control+a')
  await ada.composer.press('Control+b')
  expect(await ada.composer.inputValue()).toBe('**so very good**')
  await ada.composer.press('Control+b')
  expect(await ada.composer.inputValue()).toBe('so very good')
  await ada.composer.press('Control+e')
  await ada.composer.press('Enter')
  await log(ada).locator('code').getByText('so very good').waitFor()
})

test('a name is offered while it is written, and whoever is named sees it: in the room, and in the list', async () => {
  await ada.composer.pressSequentially(`ask @${ken.name.slice(0, 6)}`)
  const people = ada.page.getByRole('listbox', { name: 'People' })
  await people.getByRole('option', { name: ken.name, selected: true }).waitFor()
  await ada.composer.press('Enter')
  expect(await ada.composer.inputValue()).toBe(`ask @${ken.name} `)
  await people.waitFor({ state: 'detached' })

  const elsewhere = await ken.makes(unique('elsewhere'))
  await ken.page.goto(elsewhere)
  await ken.composer.waitFor()
  await ada.composer.press('Enter')
  await ken.roomLink(room).getByText('1 speaks to you').waitFor()
  await ken.roomLink(room).click()
  await log(ken)
    .getByRole('button', { name: `@${ken.name}` })
    .waitFor()
  await ken.roomLink(room).getByText('speaks to you').waitFor({ state: 'detached' })
})

test('an answer shows what it answers, and leads there', async () => {
  const id = await ken.tells(path, 'what is the seventh order?')
  await ada.sees('what is the seventh order?')
  const row = ada.row('what is the seventh order?')
  await row.hover()
  await row.getByRole('button', { name: 'Answer' }).click()
  await ada.composer.pressSequentially('it is constant')
  await ada.composer.press('Enter')
  await ada.sees('it is constant')
  const head = ada.row('it is constant').getByRole('link', { name: 'what is the seventh order?' })
  expect(await head.getAttribute('href')).toBe(`${path}/${id}`)
  await ken.sees('it is constant')

  // Far back, too; and what was answered is shown as it now is.
  for (let number = 1; number <= 120; number++) await ken.tells(path, `line ${number}`)
  await ada.sees('line 120')
  // Whoever is not known to have seen them would come back to the first of them.
  const unread = async () => (await ada.post<{ unread: number }>(`/api${path}`, undefined, 'GET')).unread
  await expect.poll(unread).toBe(0)
  await ken.rewords(path, id, 'what is the eighth order?')
  await ada.page.goto(path)
  await ada.sees('line 120')
  const told = `> @${ken.name}: so be it ${serverAddress.origin}${path}/${id}\nas I said`
  await ken.tells(path, told)
  await ada.sees('as I said')
  await ada.row('as I said').getByRole('link', { name: 'what is the eighth order?' }).click()
  await ada.row('what is the eighth order?').waitFor()
  expect(new URL(ada.page.url()).pathname).toBe(`${path}/${id}`)
})

test('with the keys alone: R answers, Escape thinks better of it, P tells who it was', async () => {
  const quiet = unique('quiet')
  const there = await ada.makes(quiet)
  await ken.enters(there)
  await ken.tells(there, 'as I said')
  await ada.page.goto(there)
  await ada.sees('as I said')
  await ada.row('as I said').focus()
  await ada.page.keyboard.press('r')
  await ada.page.getByRole('button', { name: 'Do not answer' }).waitFor()
  await expect.poll(() => ada.page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await ada.page.keyboard.press('Escape')
  await ada.page.getByRole('button', { name: 'Do not answer' }).waitFor({ state: 'detached' })

  await ada.row('as I said').focus()
  await ada.page.keyboard.press('p')
  const card = ada.page.getByRole('dialog', { name: 'Person' })
  await card.getByText('online').waitFor()
  await card.getByText(new RegExp(`^In #${quiet} since `)).waitFor()
  await card.getByRole('button', { name: 'Mention' }).click()
  await card.waitFor({ state: 'detached' })
  expect(await ada.composer.inputValue()).toBe(`@${ken.name} `)
})
