import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { CornerUpRight } from 'lucide-react'
import { Link } from 'wouter'
import type { Message } from '../../api/generated.ts'
import { request } from '../../api/http.ts'
import { fetched } from '../../api/queries.ts'
import { personStyle } from '../../ui/person.ts'
import { oneLine, type ReplyHead } from '../../ui/reply.ts'
import type { Timeline } from './timeline.ts'
import { useTimelines } from './timelines.ts'

type Props = { readonly head: ReplyHead; readonly roomId: string }

/** What is answered, in one line that leads there: as it now is, where that can be had, else as it was quoted. */
export function ReplyTo({ head, roomId }: Props) {
  const answered = useAnswered(roomId, head.id)
  const name = answered?.author.username ?? head.name
  const words = !answered ? head.words : answered.deletedAt ? t`message deleted` : oneLine(answered.text)
  return (
    <Link
      href={`/rooms/${roomId}/${head.id}`}
      data-jump={head.id}
      className="mb-0.5 flex min-h-6 w-fit max-w-full items-center gap-1.5 rounded-xs border-l-2 border-edge pr-2 pl-2 text-[.8125rem] leading-5 text-muted hover:bg-raised hover:text-strong max-md:min-h-11"
    >
      <CornerUpRight className="size-3.5" aria-hidden />
      <span className="sr-only">{t`in answer to`} </span>
      <span style={personStyle(name)} className="person max-w-40 shrink-0 truncate font-bold">
        {name}
      </span>
      <span className="truncate">{words}</span>
    </Link>
  )
}

/** The message, as the page has it or as the server gives it. */
function useAnswered(roomId: string, id: number): Message | undefined {
  const present = useTimelines((state) => find(state.byRoom[roomId]?.timeline, id))
  const asked = useQuery({
    queryKey: ['message', roomId, id],
    queryFn: () => fetched(request('GET', '/api/rooms/{roomId}/messages/{id}', { path: { roomId, id } })),
    enabled: present === undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return present ?? asked.data
}

function find(timeline: Timeline | undefined, id: number): Message | undefined {
  const { messages = [], island } = timeline ?? {}
  return search(messages, id) ?? (island && search(island.messages, id))
}

function search(messages: readonly Message[], id: number): Message | undefined {
  let [low, high] = [0, messages.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const message = messages[middle]
    if (!message || message.id === id) return message
    if (message.id < id) low = middle + 1
    else high = middle - 1
  }
  return undefined
}
