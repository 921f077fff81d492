import { create } from 'zustand'
import { useIsNarrow, useIsPhone } from '../ui/use-media.ts'

const key = 'rostra.rail'

/** What the person has chosen; undefined: as wide as there is place for. */
const useChoice = create<{ readonly isRail: boolean | undefined }>()(() => {
  const kept = localStorage.getItem(key)
  return { isRail: kept === null ? undefined : kept === 'yes' }
})

/** Whether the rooms stand in a rail of two letters each. Never on phones, where they are a page of their own. */
export function useRail() {
  const isNarrow = useIsNarrow()
  const isPhone = useIsPhone()
  const { isRail } = useChoice()
  return {
    isRail: !isPhone && (isRail ?? isNarrow),
    setRail: (isWanted: boolean) => {
      useChoice.setState({ isRail: isWanted })
      localStorage.setItem(key, isWanted ? 'yes' : 'no')
    },
  }
}
