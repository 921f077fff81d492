import { randomBytes } from 'node:crypto'
import { type Browser, chromium } from 'playwright-core'

export const serverAddress = new URL(process.env.ROSTRA_URL ?? 'http://localhost:5080')

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** No two of these letters look alike, nor do any two beside one third: the server takes a name that looks like another for that name. */
const letters = 'bcdfghjkpqtvwxyz'

/** A name that nobody else has, in this run or another. */
export const unique = (name: string) =>
  `${name}-${[...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('')}`
