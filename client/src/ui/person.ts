import type { CSSProperties } from 'react'

function hashOf(name: string): number {
  let hash = 0
  for (const unit of name.trim().toLowerCase()) hash = (Math.imul(hash, 31) + (unit.codePointAt(0) ?? 0)) >>> 0
  return hash
}

/** A person's place in each theme's range of hues; the theme makes a colour of it. */
export function personStyle(name: string): CSSProperties {
  const hash = hashOf(name)
  return { '--hash-neon': hash % 140, '--hash-amber': hash % 56 } as CSSProperties
}

export const initials = (name: string) => [...name.replace(/[^\p{L}\p{N}]/gu, '')].slice(0, 2).join('').toUpperCase()
