import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { markWords } from '../../ui/marked.ts'
import { MarkedText } from '../../ui/marked-text.tsx'
import { useSoughtIn } from '../../ui/sought.ts'
import { piecesOf } from './links.ts'

const link = 'text-primary underline decoration-1 underline-offset-4 hover:brightness-112'

/** What somebody wrote: addresses lead there, and words that are looked for in the room are marked. */
export function Said({ text, roomId }: { readonly text: string; readonly roomId: string | undefined }) {
  const words = useSoughtIn(roomId)
  return piecesOf(text).map(({ text: piece, href }, index) => {
    // The pieces of one text never change places.
    const key = `${index} ${piece}`
    if (href === undefined) return <MarkedText key={key} pieces={markWords(piece, words)} />
    return (
      <Address key={key} href={href}>
        <MarkedText pieces={markWords(piece, words)} />
      </Address>
    )
  })
}

/** Within Rostra it opens here; anywhere else, in a tab of its own that learns nothing of this one. */
function Address({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  if (href.startsWith(`${location.origin}/`))
    return (
      <Link href={href.slice(location.origin.length)} className={link}>
        {children}
      </Link>
    )
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={link}>
      {children}
    </a>
  )
}
