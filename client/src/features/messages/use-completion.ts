import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import type { UserRef } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { fetched } from '../../api/queries.ts'
import { meet, usePeopleFor } from '../../ui/people.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { askedAt, fitting } from './completion.ts'
import { useTimelines } from './timelines.ts'
import { replace } from './writing.ts'

const settleMs = 150
const lookUpMax = 10

/** Names after an @, offered while they are written: of those met in the room, and of those the server finds there. */
export function useCompletion(roomId: string, text: string, box: RefObject<HTMLTextAreaElement | null>) {
  const [caret, setCaret] = useState<number>()
  const [chosen, setChosen] = useState(0)
  const [refused, setRefused] = useState<number>()
  const people = usePeopleFor(text, roomId)
  const me = useTimelines((state) => state.me)
  const asked = caret === undefined ? undefined : askedAt(text, caret)
  const isOpen = asked !== undefined && asked.from !== refused
  useLookUp(roomId, isOpen ? asked.part : '')
  const found = isOpen ? fitting(asked.part, people, me) : []
  const index = Math.min(chosen, found.length - 1)

  function pick(user: UserRef) {
    if (!box.current || !asked) return
    replace(box.current, asked.from, asked.from + 1 + asked.part.length, `@${user.username} `)
    setChosen(0)
  }

  /** True: the key was for the list. */
  function onKey(event: KeyboardEvent): boolean {
    const user = found[index]
    if (!user || event.nativeEvent.isComposing) return false
    if (event.key === 'ArrowDown') setChosen((index + 1) % found.length)
    else if (event.key === 'ArrowUp') setChosen((index + found.length - 1) % found.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) pick(user)
    else if (event.key === 'Escape') setRefused(asked?.from)
    else return false
    event.preventDefault()
    return true
  }

  function onCaret() {
    const now = box.current?.selectionEnd
    if (now === caret) return
    setCaret(now)
    setChosen(0)
    // Whoever begins another name is asked again.
    if (now === undefined || askedAt(box.current?.value ?? '', now)?.from !== refused) setRefused(undefined)
  }

  return { found, index, pick, onKey, onCaret, onBlur: () => setCaret(undefined) }
}

/** Whom the server finds is met, and so offered with the others. */
function useLookUp(roomId: string, part: string) {
  const settled = useSettled(part.trim(), settleMs)
  useQuery({
    queryKey: ['members', roomId, 'named', settled],
    queryFn: async () => {
      const query = { query: settled, limit: lookUpMax }
      const page = await fetched(request('GET', '/api/rooms/{roomId}/members', { path: { roomId }, query }))
      meet(
        roomId,
        page.members.map((member) => member.user),
      )
      return page.total
    },
    // A name with a space in it has been found by its first word.
    enabled: settled !== '' && !/\s/.test(settled),
  })
}
