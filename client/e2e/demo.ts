import type { Browser } from 'playwright-core'
import type { Page as Messages } from '../src/api/generated.ts'
import { serverAddress, unique } from './browser.ts'
import { Person } from './person.ts'

/** Who looks at the replayed conversation, who talks along, and where. */
export type Demo = { readonly ada: Person; readonly ken: Person; readonly room: string }

/** What stands beside it in the list: topic, and what was said last. */
const others: Record<string, readonly [topic: string, ...said: string[]]> = {
  'warty-warthog': ['The first one.', 'mine boots in 40 seconds now', 'on **that** machine?'],
  'kernel-builders': ['2.6 and later.', 'make oldconfig, then read a book'],
  'off-topic': ['', 'who brings the cake?', 'I do, if somebody brings coffee', 'coffee is on me'],
  'release-party': ['October, somewhere warm.'],
}

/** The newest of the rooms that were replayed under this title, with two people of our own in it, who say a little. */
export async function setDemo(browser: Browser, title: string): Promise<Demo> {
  const [ada, ken] = [await arrives(browser, 'ada'), await arrives(browser, 'ken')]
  const found = await ada.post<{ rooms: { id: string; name: string }[] }>(
    `/api/rooms/discover?query=${title}&limit=50`,
    undefined,
    'GET',
  )
  const room = `/rooms/${found.rooms.find((one) => one.name.startsWith(title))?.id}`
  for (const [name, [topic, ...said]] of Object.entries(others)) {
    const path = await ada.makes(name, topic).catch(() => ada.makes(unique(name), topic))
    await ken.enters(path)
    for (const text of said) await ken.tells(path, text)
  }
  await ada.enters(room)
  await ken.enters(room)
  await talk(ada, ken, room)
  await ken.page.goto(room)
  await ken.composer.waitFor()
  return { ada, ken, room }
}

async function talk(ada: Person, ken: Person, room: string) {
  const { messages } = await ada.post<Messages>(`/api${room}/messages?limit=20`, undefined, 'GET')
  const last = messages.find(({ text }) => text.includes('font')) ?? messages[0]
  const head = last
    ? `> @${last.author.username}: ${last.text} ${serverAddress.origin}${room}/${last.id}\n`
    : ''
  const answer = await ada.tells(
    room,
    `${head}put this in your **~/.Xdefaults**, it is kind to the eyes:\n\`\`\`sh\nxft.dpi: 96\nxft.antialias: true\n\`\`\``,
  )
  const thanks = await ken.tells(room, `@${ada.name} that did it, thank you`)
  for (const emoji of ['👍', '🎉']) await ken.marks(room, answer, emoji)
  await ada.marks(room, answer, '👍')
  await ada.marks(room, thanks, '🔥')
}

/** Under the plain name where it is free. */
async function arrives(browser: Browser, name: string): Promise<Person> {
  const plain = await Person.at(browser, serverAddress.origin, name)
  const isIn = await plain.enroll().then(
    () => true,
    () => false,
  )
  if (isIn) return plain
  const other = await Person.at(browser, serverAddress.origin, unique(name))
  await other.enroll()
  return other
}
