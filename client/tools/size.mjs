// What the chat page loads before it can be used: the scripts that the page names, and theme.js, compressed as they travel.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const limitKib = 180
const dist = new URL('../dist/', import.meta.url)
const page = readFileSync(new URL('index.html', dist), 'utf8')
const scripts = [...page.matchAll(/(?:src|href)="\.?\/([^"]+\.js)"/g)].map(([, path]) => path)
const sizes = scripts.map((path) => ({ path, bytes: gzipSync(readFileSync(new URL(path, dist))).length }))
const totalKib = sizes.reduce((sum, { bytes }) => sum + bytes, 0) / 1024

for (const { path, bytes } of sizes) console.log(`${(bytes / 1024).toFixed(1).padStart(7)} KiB  ${path}`)
console.log(`${totalKib.toFixed(1).padStart(7)} KiB  in all, of ${limitKib}`)
if (scripts.length === 0 || totalKib > limitKib) process.exit(1)
