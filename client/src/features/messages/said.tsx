import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { basePath } from '../../api/base-path.ts'
import type { UserRef } from '../../api/generated.ts'
import { markWords } from '../../ui/marked.ts'
import { MarkedText } from '../../ui/marked-text.tsx'
import { namesIn } from '../../ui/names.ts'
import { usePeopleFor } from '../../ui/people.ts'
import { useSoughtIn } from '../../ui/sought.ts'
import { showPerson } from '../../ui/whose-card.ts'
import { piecesOf, wayWithin } from './links.ts'
import { useTimelines } from './timelines.ts'

const link = 'text-primary underline decoration-1 underline-offset-4 hover:brightness-112'

type Props = { readonly text: string; readonly roomId: string }

/** What somebody wrote: addresses lead there, names are those of people, and words that are looked for are marked. */
export function Said({ text, roomId }: Props) {
  return piecesOf(text).map(({ text: piece, href }, index) => {
    // The pieces of one text never change places.
    const key = `${index} ${piece}`
    if (href === undefined) return <Spoken key={key} text={piece} roomId={roomId} />
    return (
      <Address key={key} href={href}>
        <Found text={piece} roomId={roomId} />
      </Address>
    )
  })
}

function Spoken({ text, roomId }: Props) {
  const people = usePeopleFor(text, roomId)
  return namesIn(text, people).map(({ text: piece, user }, index) => {
    const key = `${index} ${piece}`
    const words = <Found key={key} text={piece} roomId={roomId} />
    return user ? (
      <Mention key={key} user={user}>
        {words}
      </Mention>
    ) : (
      words
    )
  })
}

function Found({ text, roomId }: Props) {
  return <MarkedText pieces={markWords(text, useSoughtIn(roomId))} />
}

/** Somebody is named: who it is, is a click away. No Tab stop: a log full of names would be one of nothing else. */
function Mention({ user, children }: { readonly user: UserRef; readonly children: ReactNode }) {
  const isMe = useTimelines((state) => state.me === user.id)
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={() => showPerson(user)}
      className={`rounded-xs px-0.5 text-left select-text [overflow-wrap:anywhere] hover:underline ${isMe ? 'bg-[color-mix(in_srgb,var(--secondary)_12%,transparent)] text-secondary' : 'bg-[color-mix(in_srgb,var(--primary)_8%,transparent)] text-primary'}`}
    >
      {children}
    </button>
  )
}

/** Within Rostra it opens here; anywhere else, in a tab of its own that learns nothing of this one. */
function Address({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const way = wayWithin(`${location.origin}${basePath}`, href)
  if (way !== undefined)
    return (
      <Link href={way} className={link}>
        {children}
      </Link>
    )
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={link}>
      {children}
    </a>
  )
}
