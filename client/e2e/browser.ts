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

/** Names of this run: a server that has seen other runs knows none of them. */
export const unique = (name: string) => `${name}-${Date.now().toString(36).slice(-5)}`
