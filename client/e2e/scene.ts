import type { Browser } from 'playwright-core'
import { unique } from './browser.ts'
import { Person } from './person.ts'

/** What the pictures show: people who talk, rooms of different age and size, lines in every state. */
export type Scene = {
  readonly ada: Person
  readonly ken: Person
  readonly room: string
  readonly roomName: string
  readonly empty: string
  /** A room that ada is not in. */
  readonly ofOthers: string
}

const topics: Record<string, string> = {
  'screen-and-tmux': 'Detach, reattach, never lose a session.',
  'lubuntu-on-old-laptops': 'What still runs on a machine from 2006.',
  'raspberry-pi': 'Three to six of them, to play with.',
  'release-party': '',
}

const guests = ['joan', 'grace', 'mcphail', 'lotuspsychje', 'NightMonkey']

export async function setScene(browser: Browser, address: string): Promise<Scene> {
  const at = (name: string) => Person.at(browser, address, unique(name))
  const [ada, ken] = [await at('ada'), await at('ken')]
  await ada.enroll()
  await ken.enroll()

  const paths: Record<string, string> = {}
  for (const [name, description] of Object.entries(topics)) {
    paths[name] = await ada.makes(unique(name), description)
    await ken.enters(paths[name])
  }
  let ofOthers = ''
  for (const name of ['rxvt-unicode', 'snes-and-friends', 'ircd-hybrid'])
    ofOthers = await ken.makes(unique(name), 'Open to whoever likes it.')
  const roomName = unique('analytical-engine')
  const room = await ada.makes(roomName, 'The engine, its mill and its store. Beginners are welcome.')
  await ken.enters(room)
  for (const name of guests) {
    const guest = await at(name)
    await guest.enroll()
    await guest.enters(room)
    await guest.page.context().close()
  }
  await talk(ada, ken, room)
  for (let number = 1; number <= 14; number++)
    await ken.tells(paths['lubuntu-on-old-laptops'] ?? '', `they both have another, number ${number}`)
  for (let number = 1; number <= 3; number++) await ken.tells(paths['raspberry-pi'] ?? '', `pi ${number}`)
  return { ada, ken, room, roomName, empty: paths['release-party'] ?? '', ofOthers }
}

async function talk(ada: Person, ken: Person, room: string) {
  for (let number = 1; number <= 12; number++)
    await (number % 3 ? ken : ada).tells(
      room,
      `column ${number} of the table is ${'checked '.repeat(number % 7)}`,
    )
  await ken.tells(room, 'has anyone tried the new difference table?')
  await ada.tells(room, 'yes, it holds. The seventh order is constant all the way down, as it should be')
  const carry = await ada.tells(room, 'mind the carry between columns nine and ten')
  const noted = await ken.tells(room, 'noted')
  const gone = await ken.tells(room, 'this one was meant for the other room')
  await ken.erases(room, gone)
  await ken.tells(
    room,
    'I will print it tonight, unless someone needs the long version with every intermediate result in it',
  )
  const print = await ada.tells(room, 'print it')
  await ada.rewords(room, print, 'print it, the short one will do')
  await ada.marks(room, noted, '👍')
  await ken.marks(room, print, '🎉')
  await ken.marks(room, carry, '👀')
  await ada.marks(room, carry, '👀')
  await ken.tells(
    room,
    'the **short** one is:\n```ts\nfor (const row of table) print(row.slice(0, 7))\n```\n> with every intermediate result\n- not `all` of them\n- only the _last_ three',
  )
  await ken.tells(room, `@${ada.name} https://example.org/difference-tables/of-the-seventh-order`)
  await ken.tells(room, 'the mill is warm, I can begin')
  await ken.tells(room, 'and the cards for the store are punched')
}
