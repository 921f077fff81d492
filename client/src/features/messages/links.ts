/** A piece of a text: said as it stands, or the address that it is. */
export type Piece = { readonly text: string; readonly href?: string }

const address = /https?:\/\/[^\s<>"]+/gi
const endings = /[.,;:!?'*_~…]+$/
const pairs: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]

/** Cuts a text at the addresses in it. Only http and https lead anywhere; all else is text. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const match of text.matchAll(address)) {
    const href = bare(match[0])
    if (!isAddress(href)) continue
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) })
    pieces.push({ text: href, href })
    done = match.index + href.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

/** The address that a text begins with, if it does. */
export function addressAt(text: string): string | undefined {
  const [found = ''] = /^https?:\/\/[^\s<>"]+/i.exec(text) ?? []
  const href = bare(found)
  return isAddress(href) ? href : undefined
}

/**
 * The way within this Rostra that an address leads, if it does.
 * @param site where this Rostra is, without a slash at the end.
 */
export function wayWithin(site: string, href: string): string | undefined {
  if (!href.startsWith(`${site}/`)) return undefined
  // To a browser a way that begins with two slashes, of either kind, is another's address.
  return URL.parse(href)?.pathname.startsWith('//') === false ? href.slice(site.length) : undefined
}

/** Without the marks of the sentence around it: a bracket belongs to it only where it was opened in it. */
function bare(found: string): string {
  const shorter = found.replace(endings, '')
  for (const [open, close] of pairs)
    if (shorter.endsWith(close) && countOf(shorter, open) < countOf(shorter, close))
      return bare(shorter.slice(0, -1))
  return shorter
}

const countOf = (text: string, part: string) => text.split(part).length - 1

function isAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && url.hostname !== '' && (url.protocol === 'http:' || url.protocol === 'https:')
}
