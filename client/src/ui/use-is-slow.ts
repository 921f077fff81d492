import { useEffect, useState } from 'react'

const slowMs = 5_000

/** True once what is waited for takes so long that it wants a word. */
export function useIsSlow(): boolean {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowMs)
    return () => clearTimeout(timer)
  }, [])
  return isSlow
}
