import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { MemberRoom } from '../../api/generated.ts'
import { fold } from '../../ui/names.ts'
import { nearTo } from '../../ui/near.ts'
import { useRooms } from './room-store.ts'
import { byActivity } from './rooms.ts'

/** My rooms whose name or topic has this part, the liveliest first; where none has, those that would with one letter set right. */
export function roomsNamed(part: string, rooms: readonly MemberRoom[]): MemberRoom[] {
  const words = rooms.map(({ name, description = '' }) => `${name} ${description}`)
  const having = rooms.filter((_, index) => fold(words[index] ?? '').includes(fold(part.trim())))
  return having.length > 0 ? having : nearTo(part, words).flatMap(({ index }) => rooms[index] ?? [])
}

export function useRoomsNamed(part: string): MemberRoom[] {
  const rooms = useRooms(useShallow(byActivity))
  return useMemo(() => roomsNamed(part, rooms), [part, rooms])
}
