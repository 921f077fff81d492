import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { type CutProxy, cutProxy } from './cut-proxy.ts'
import { Person } from './person.ts'

const tabsMax = 30
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

let browser: Browser
let wire: CutProxy
/** The owner, one with the keys alone, one on a phone, one whose network goes away, and one more. */
let [ada, ken, joan, grace, alan]: Person[] = []

beforeAll(async () => {
  browser = await openBrowser()
  wire = await cutProxy(serverAddress)
  const at = (name: string, address = serverAddress.origin, screen = {}) =>
    Person.at(browser, address, unique(name), screen)
  ;[ada, ken, joan, grace, alan] = await Promise.all([
    at('ada'),
    at('ken'),
    at('joan', undefined, phone),
    at('grace', wire.address),
    at('alan'),
  ])
})

afterAll(async () => {
  await browser.close()
  wire.close()
})

/** Tab until the focus is there. */
async function tabsTo(person: Person, name: string) {
  for (let count = 0; count < tabsMax; count++) {
    const here = await person.page.evaluate(() => document.activeElement?.textContent)
    if (here === name) return
    await person.page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${name}.`)
}

async function types(person: Person, text: string) {
  await person.page.keyboard.type(text)
  await person.page.keyboard.press('Enter')
  await person.hasSent(text)
}

test('five people in one room see the same, also with the keys alone, on a phone, or without a network for a while', async () => {
  if (!ada || !ken || !joan || !grace || !alan) throw new Error('Somebody is missing.')
  const all = [ada, ken, joan, grace, alan]
  await Promise.all(all.map((person) => person.enroll()))
  const path = await ada.makes(unique('crowd'))
  await Promise.all(all.map((person) => person.page.goto(path)))

  await ken.page.getByRole('button', { name: 'Join room' }).waitFor()
  await tabsTo(ken, 'Join room')
  await ken.page.keyboard.press('Enter')
  await ken.composer.waitFor()
  await Promise.all([joan.joins(), grace.joins(), alan.joins()])

  // Whoever comes from a button that is gone writes at once: no pointer leads ken to the box.
  await types(ken, 'with the keys alone')
  await joan.composer.fill('with a thumb')
  await joan.page.getByRole('button', { name: 'Send' }).click()
  await joan.hasSent('with a thumb')
  await grace.says('while I am here')
  await Promise.all(all.map((person) => person.sees('while I am here')))

  wire.cut()
  await grace.isTold(/REDIAL|OFFLINE/)
  await grace.says('into the dark, one')
  await grace.says('into the dark, two')
  await ken.page.keyboard.press('ArrowUp')
  await ken.page.getByRole('textbox', { name: 'Edit message' }).waitFor()
  await ken.page.keyboard.type(', still')
  await ken.page.keyboard.press('Enter')
  await ken.sees('with the keys alone, still')
  await alan.says('meanwhile')
  await ada.reacts('with a thumb', '🎉')
  await ada.deletes('meanwhile')
  expect(await grace.log()).toContain('with the keys alone')

  wire.mend()
  await grace.hasSent('into the dark, two')
  await alan.says('there you are')
  await Promise.all(all.map((person) => person.sees('there you are')))

  const shown = await ada.log()
  expect(shown).toHaveLength(7)
  for (const person of all) await person.seesExactly(shown)
  expect(all.flatMap((person) => person.complaints)).toEqual([])
})
