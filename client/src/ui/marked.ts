/** A piece of a text, and whether it is one of the words that are looked for. */
export type MarkedPiece = { readonly text: string; readonly isMatch: boolean }

/** Cuts a text at the words in it, in whatever case they stand. */
export function markWords(text: string, words: readonly string[]): MarkedPiece[] {
  const sought = words
    .filter((word) => word !== '')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (sought.length === 0) return [{ text, isMatch: false }]
  // A pattern with one group gives, of every match, the text before it and the match itself, in turn.
  return text
    .split(new RegExp(`(${sought.join('|')})`, 'giu'))
    .map((piece, index) => ({ text: piece, isMatch: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
