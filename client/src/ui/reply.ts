import type { Message } from '../api/generated.ts'

/** What a message answers: its first line, a quote that ends with the address of what is quoted. */
export type ReplyHead = {
  readonly line: string
  readonly name: string
  readonly words: string
  readonly id: number
}

export type Said = { readonly head?: ReplyHead; readonly rest: string }

const wordsMax = 80
const headLine =
  /^> @(.{1,50}?): (.*?) ?https?:\/\/[^\s/]+(?:\/[^\s/]+)*?\/rooms\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([1-9]\d{0,14})(?:\n|$)/iu

/** Cuts the head of a reply from what is said below it. A quote of another room is a quote. */
export function splitReply(text: string, roomId: string): Said {
  const match = headLine.exec(text)
  if (match?.[3]?.toLowerCase() !== roomId.toLowerCase()) return { rest: text }
  const [line = '', name = '', words = '', , id] = match
  return { head: { line: line.trimEnd(), name, words, id: Number(id) }, rest: text.slice(line.length) }
}

/** The line that makes of whatever is written below it a reply. Whoever has another client reads a quote, and can follow it. */
export function replyLine({ roomId, id, author, text }: Message, origin: string): string {
  const words = oneLine(text)
  return [`> @${author.username}:`, ...(words ? [words] : []), `${origin}/rooms/${roomId}/${id}`].join(' ')
}

export const joinReply = (line: string | undefined, rest: string) =>
  line === undefined ? rest : `${line}\n${rest}`

/** Marks that mean nothing where all is one line. */
const marks = /`{3,}[\w+-]*|`|\*\*|~~|^ {0,3}> ?/gm

/** One pair of stars or lines around words, as marks are: not in 2*3*4, nor in a_file_name. */
const stress = /(?<![\w*])([*_])(?=[^\s*_])([^*_\n]*[^\s*_])\1(?![\w*])/g

/** Without the marks that mean nothing outside a message; a part of one keeps its blanks. */
export const unmarked = (text: string) => text.replace(marks, '').replace(stress, '$2')

/** What somebody says, on one line and without its marks: to be heard, or seen where there is little place. */
export const plainly = (text: string) => unmarked(spokenOf(text)).replace(/\s+/g, ' ').trim()

/** As `plainly`, and short. */
export function oneLine(text: string): string {
  const letters = [...plainly(text)]
  return letters.length > wordsMax
    ? `${letters
        .slice(0, wordsMax - 1)
        .join('')
        .trimEnd()}…`
    : letters.join('')
}

/** What somebody says, without the head of what they answer. */
export function spokenOf(text: string): string {
  const head = headLine.exec(text)?.[0] ?? ''
  return text.slice(head.length)
}
