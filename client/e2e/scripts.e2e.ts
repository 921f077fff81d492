import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { password } from './account.ts'
import { openBrowser, serverAddress, unique } from './browser.ts'
import { hostileName, hostileTexts } from './hostile.ts'
import { Person } from './person.ts'
import { findings, watch } from './watched.ts'

const shownMs = 60_000

/** Room for twelve or so in each message, and all in few enough of them. */
const messageMax = 950
const namesCount = 8
const texts = hostileTexts(serverAddress.origin)
const [first, last] = [
  messagesOf(texts.slice(0, texts.length / 2)),
  messagesOf(texts.slice(texts.length / 2)),
]

let browser: Browser
let ada: Person
const others: Person[] = []

beforeAll(async () => {
  browser = await openBrowser()
  ada = await Person.at(browser, serverAddress.origin, unique('ada'))
  await watch(ada.page)
  ada.page.on('dialog', (dialog) => {
    ada.complaints.push(`a dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await ada.enroll()
  for (let n = 0; n < namesCount; n++) {
    const other = await Person.at(browser, serverAddress.origin, unique(hostileName(n)))
    await other.enroll(`${unique('other')}@example.org`)
    others.push(other)
  }
})

afterAll(() => browser.close())

/** Nothing ran, nothing had to be stopped, nothing stands there that could. */
async function isHarmless(where: string) {
  expect([...(await findings(ada.page)), ...ada.complaints], where).toEqual([])
}

test('the corpus bites: where text becomes markup, it runs', async () => {
  const page = await (await browser.newContext()).newPage()
  await watch(page)
  await page.goto('data:text/html,<title>a page that trusts</title><main></main>')
  await page.evaluate(
    (all) => {
      for (const text of all) document.body.appendChild(document.createElement('div')).innerHTML = text
    },
    texts.map(({ text }) => text),
  )
  await page.waitForFunction(() => new Set((globalThis as unknown as { told: string[] }).told).size >= 40)
  expect((await findings(page)).length).toBeGreaterThan(200)
  await page.context().close()
})

test('as messages, read when the room opens and heard while it is open', {
  timeout: 3 * shownMs,
}, async () => {
  const path = await ada.makes(unique('room'))
  await tellAll(path, first)
  await ada.page.setViewportSize({ width: 1280, height: 14_000 })
  await ada.page.goto(path)
  await showsAll(first)
  await isHarmless('what was said before')
  await tellAll(path, last)
  await showsAll(last)
  await isHarmless('what is said')
  await ada.page.setViewportSize({ width: 1280, height: 800 })
})

test('as names of people and rooms, as topics and reasons, and as what is sought and written', async () => {
  const [ken, mia, bob] = others as [Person, Person, Person]
  const house = unique(hostileName(20))
  const path = await ada.makes(house, hostileTopic())
  for (const [n, other] of others.entries()) {
    await other.makes(unique(hostileName(40 + n)), hostileTopic())
    await other.enters(path)
    await other.tells(path, `@${others.at(n - 1)?.name} ${hostileName(60 + n)}`)
  }
  const said = await ken.tells(path, hostileName(80))
  await mia.post(`/api${path}/messages/${said}/report`, { reason: hostileName(81) })
  const until = new Date(Date.now() + 60_000).toISOString()
  await ada.post(`/api${path}/mutes/${bob.id}`, { until, reason: hostileName(82) }, 'PUT')
  await ada.post(`/api${path}/bans/${mia.id}`, { reason: hostileName(83) }, 'PUT')
  await ada.tells(
    path,
    `> @${ken.name}: ${hostileName(84)} ${serverAddress.origin}${path}/${said}\n${hostileName(85)}`,
  )

  await ada.page.goto(`${path}?panel=members`)
  await ada.page.getByRole('complementary', { name: 'Members' }).getByText(ken.name).first().waitFor()
  await ada.page.getByRole('log').getByText(hostileName(85)).waitFor()
  await isHarmless('the room and its members')
  await ada.page.getByRole('log').getByRole('button', { name: ken.name }).first().click()
  await ada.page.getByRole('dialog', { name: 'Person' }).waitFor()
  await isHarmless('a person')
  await ada.page.keyboard.press('Escape')

  await ada.picks('Moderation…')
  const dialog = ada.page.getByRole('dialog', { name: /^Moderation/ })
  await dialog.getByText(hostileName(81)).waitFor()
  await isHarmless('reports')
  for (const [list, shown] of [
    ['Audit', hostileName(82)],
    ['Bans', mia.name],
  ] as const) {
    await dialog.getByRole('button', { name: list }).click()
    await dialog.getByText(shown).first().waitFor()
    await isHarmless(list)
  }
  await ada.page.keyboard.press('Escape')

  await ada.composer.fill(hostileName(90))
  await ada.page.getByRole('log').getByText(hostileName(85)).hover()
  await ada.page.getByRole('button', { name: 'Edit message' }).last().click()
  await isHarmless('what is written')
  await ada.page.goto(`${path}?panel=search&q=${encodeURIComponent('svg/onload')}`)
  await ada.page.getByRole('list', { name: 'Results' }).getByRole('listitem').first().waitFor()
  await isHarmless('what is found')
  await ada.page.goto(`${path}?panel=search&q=${encodeURIComponent(hostileName(92))}`)
  await ada.page.getByText('Nothing for').waitFor()
  await isHarmless('what is not found')

  await ada.page.getByRole('button', { name: 'Discover', exact: true }).click()
  await ada.page.getByRole('searchbox').fill('<')
  await ada.page.getByRole('list', { name: 'Rooms found' }).getByRole('listitem').first().waitFor()
  await isHarmless('rooms')
  await ada.page.keyboard.press('Escape')
  await ada.page.keyboard.press('Control+k')
  await ada.page.getByRole('combobox').fill('<svg')
  await ada.page.getByRole('option').first().waitFor()
  await isHarmless('the palette')
})

test('as the name of a device, and as an address', async () => {
  const device = await browser.newContext({ userAgent: hostileName(100), baseURL: serverAddress.origin })
  const data = { username: ada.name, password }
  expect((await device.request.post('/api/auth/login', { data })).status()).toBe(200)
  await ada.page.goto('/')
  await ada.opensSettings()
  await ada.page.getByRole('list', { name: 'Sessions' }).getByRole('listitem').nth(1).waitFor()
  await isHarmless('sessions')
  await device.close()

  const hostile = encodeURIComponent(hostileName(101))
  for (const path of [
    `/no/such/${hostile}`,
    `/rooms/${hostile}`,
    `/?q=${hostile}&panel=${hostile}`,
    `/reset#${hostileName(102)}`,
  ]) {
    await ada.page.goto(path)
    await ada.page.getByRole('heading').first().waitFor()
    await isHarmless(path)
  }
  await ada.page.context().clearCookies()
  for (const path of [`/register#${hostileName(103)}`, `/login?next=${hostile}`]) {
    await ada.page.goto(path)
    await ada.page.getByLabel('Username').fill(hostileName(104))
    await ada.page.getByLabel('Password', { exact: true }).fill(password)
    await isHarmless(path)
  }
})

function messagesOf(some: typeof texts): string[] {
  const messages: string[] = []
  for (const { text } of some) {
    const longer = [messages.at(-1), text].join('\n\n')
    if (messages.length > 0 && longer.length <= messageMax) messages[messages.length - 1] = longer
    else messages.push(text)
  }
  return messages
}

/** A topic is one line of up to 255 letters. */
const hostileTopic = () => [110, 111, 112, 113].map(hostileName).join(' ')

async function tellAll(path: string, messages: readonly string[]) {
  for (const [at, message] of messages.entries())
    await ada.tells(path, `${message}\n\n${labelOf(messages, at)}`)
}

const labelOf = (messages: readonly string[], at: number) => `${messages === first ? 'first' : 'last'} ${at}.`

async function showsAll(messages: readonly string[]) {
  const labels = messages.map((_, at) => labelOf(messages, at))
  // A page of 14,000 px draws few frames on a busy machine: whether it is there is asked without waiting for one.
  const told = (all: readonly string[]) => {
    const log = document.querySelector('[role=log]')?.textContent ?? ''
    return all.every((label) => log.includes(label))
  }
  await ada.page.waitForFunction(told, labels, { polling: 250, timeout: shownMs })
}
