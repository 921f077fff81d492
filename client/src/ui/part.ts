import { under } from '../api/base-path.ts'

const againMs = 2_000
const oldMs = 60_000

/** A part of the page's code that comes later: fetched once, and for as long as it takes. */
export function part<T>(load: () => Promise<T>): () => Promise<T> {
  let fetched: Promise<T> | undefined
  return () => {
    fetched ??= persistently(load)
    return fetched
  }
}

async function persistently<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, againMs))
      // The server is there and the part is not: after an update it has another name, which a new page knows.
      if (performance.now() > oldMs && (await isServerThere())) location.reload()
    }
  }
}

const isServerThere = () =>
  fetch(under('/api/limits')).then(
    (answer) => answer.ok,
    () => false,
  )
