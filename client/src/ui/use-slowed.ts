import { useEffect, useRef, useState } from 'react'

/** The value, at most so often: the first change at once, of those in between the last. */
export function useSlowed<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value)
  const newest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    newest.current = value
    if (timer.current !== undefined) return
    setShown(value)
    timer.current = setTimeout(() => {
      timer.current = undefined
      setShown(newest.current)
    }, everyMs)
  }, [value, everyMs])
  useEffect(() => () => clearTimeout(timer.current), [])
  return shown
}
