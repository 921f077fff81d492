/** So many are passed on as they come, in each stretch of time; more than that wait for its end and go together. */
const eagerMax = 4
const stretchMs = 100

/**
 * Passes on what comes, in its order: at once while little comes, and a few times a second when much does. Drawing the
 * page anew for each of fifty lines a second would leave no time for the person.
 */
export function gatherer<T>(pass: (one: T) => void) {
  let waiting: T[] = []
  let eager = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush() {
    const all = waiting
    waiting = []
    for (const one of all) pass(one)
  }

  function add(one: T) {
    if (timer === undefined)
      timer = setTimeout(() => {
        timer = undefined
        eager = 0
        flush()
      }, stretchMs)
    if (waiting.length === 0 && eager < eagerMax) {
      eager++
      pass(one)
    } else waiting.push(one)
  }

  return {
    add,
    /** What waits goes now: something else is about to be told that comes after it. */
    flush,
    /** What waits is for nobody any more. */
    drop: () => {
      waiting = []
    },
  }
}
