import type { UserRef } from '../api/generated.ts'
import { fold, namesIn } from './names.ts'

const fenced = /^ {0,3}(`{3,}|~{3,})[\s\S]*?(?:^ {0,3}\1|(?![\s\S]))/gm
const spanned = /(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g
const quoted = /^ {0,3}>(?:[ >].*)?$/gm

/** Whether the text speaks to this person: by name, or as an answer to what they said. Code and quotes speak to nobody. */
export function isFor(text: string, { id, username }: UserRef): boolean {
  if (!text.includes('@')) return false
  const people = new Map([[fold(username), { id, username }]])
  if (fold(text).startsWith(`> @${fold(username)}: `)) return true
  const spoken = text.replace(fenced, '').replace(spanned, '').replace(quoted, '')
  return namesIn(spoken, people).some(({ user }) => user !== undefined)
}
