// Keeps the page's own files, so that it opens without a network. It never answers for the server: whoever is online
// gets the page that the server has now, and /api and /hub never pass through here.
const shelf = 'rostra-shell'
// Where this file lies is where Rostra begins, also under a sub-path.
const page = new URL('./', self.location).pathname
const keptMax = 200
const patienceMs = 5_000

self.addEventListener('install', (event) => {
  event.waitUntil(
    fetch(page, { cache: 'no-store' })
      .then(keepPage)
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (
    !pathname.startsWith(page) ||
    /^(api|hub|health|openapi|metrics|dashboard)(\/|$)/.test(pathname.slice(page.length))
  )
    return
  if (request.mode === 'navigate') event.respondWith(openPage(event))
  else if (pathname.startsWith(`${page}assets/`)) event.respondWith(asset(request))
  else event.respondWith(small(event))
})

/** The server's page; the kept one where the server cannot be had. */
async function openPage(event) {
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(patienceMs) })
    if (answer.status >= 500) throw new Error(`The server answered ${answer.status}.`)
    event.waitUntil(keepPage(answer.clone()))
    return answer
  } catch {
    return (await caches.match(page)) ?? Response.error()
  }
}

/** A file whose name says what is in it: the kept one is the right one. */
async function asset(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await (await caches.open(shelf)).put(request, answer.clone())
  return answer
}

/** A file whose name stays when it changes: the server's, else the kept one. */
async function small(event) {
  try {
    const answer = await fetch(event.request)
    const copy = answer.clone()
    if (answer.ok) event.waitUntil(caches.open(shelf).then((cache) => cache.put(event.request, copy)))
    return answer
  } catch {
    return (await caches.match(event.request)) ?? Response.error()
  }
}

/** The page takes the place of the one kept before only once all that it needs is here, too. */
async function keepPage(answer) {
  if (!answer.ok || !answer.headers.get('Content-Type')?.includes('text/html')) return
  const text = await answer.clone().text()
  const cache = await caches.open(shelf)
  const known = await cache.match(page)
  if (known && (await known.text()) === text) return
  const needed = filesIn(text, page)
  await Promise.all(needed.map((path) => keep(cache, path)))
  for (const path of needed.filter((one) => one.endsWith('.css'))) {
    const files = filesIn(await (await cache.match(path)).text(), path)
    await Promise.all(files.map((file) => keep(cache, file)))
    needed.push(...files)
  }
  await cache.put(page, new Response(text, { headers: answer.headers }))
  await clear(cache, new Set([page, ...needed]))
}

/** Files of older pages are kept for tabs that still show one, up to a limit: then the oldest go. */
async function clear(cache, needed) {
  const older = (await cache.keys()).filter(({ url }) => !needed.has(new URL(url).pathname))
  for (const request of older.slice(0, Math.max(0, older.length - keptMax))) await cache.delete(request)
}

/** What a file asks for beside it: as paths, found from where it lies. */
const filesIn = (text, from) => [
  ...new Set(
    [...text.matchAll(/["'(](\.?\/?(?:assets\/)?[\w.-]+\.(?:js|css|woff2?))["')]/g)].map(
      ([, path]) => new URL(path, new URL(from, self.location)).pathname,
    ),
  ),
]

async function keep(cache, path) {
  if (!(await cache.match(path))) await cache.add(path)
}

// A notification leads to its room, in a tab that is open if there is one.
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(goTo(event.notification.data?.path ?? page))
})

async function goTo(path) {
  const [tab] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!tab) return self.clients.openWindow(path)
  await tab.focus()
  tab.postMessage({ goTo: path })
}
