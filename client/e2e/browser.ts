import { randomBytes } from 'node:crypto'
import { type Browser, chromium } from 'playwright-core'
import { inject } from 'vitest'

export const serverAddress = new URL(process.env.ROSTRA_URL ?? 'http://localhost:5080')

/** The browser that all stories share; what is opened over this connection closes with it. */
export const openBrowser = (): Promise<Browser> => chromium.connect(inject('browser'))

/** No two of these letters look alike, nor do any two beside one third: the server takes a name that looks like another for that name. */
const letters = 'bcdfghjkpqtvwxyz'

/** A name that nobody else has, in this run or another. */
export const unique = (name: string) =>
  `${name}-${[...randomBytes(6)].map((byte) => letters[byte % letters.length]).join('')}`
