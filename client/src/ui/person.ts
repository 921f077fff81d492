import type { CSSProperties } from 'react'

/** A multiple of every theme's span of hues: the same hue as of the whole hash, in a number that CSS holds exactly. */
const wheel = 280

function hashOf(name: string): number {
  let hash = 0
  for (const unit of name.trim().toLowerCase())
    hash = (Math.imul(hash, 31) + (unit.codePointAt(0) ?? 0)) >>> 0
  return hash
}

/** What the theme makes a person's colour of: equally light for all, and the same everywhere. */
export function personStyle(name: string): CSSProperties {
  return { '--person-hash': hashOf(name) % wheel } as CSSProperties
}

export const initials = (name: string) =>
  [...name.replace(/[^\p{L}\p{N}]/gu, '')].slice(0, 2).join('').toUpperCase()
