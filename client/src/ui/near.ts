import UFuzzy from '@leeoniya/ufuzzy'

/** A name that may be meant, and which of its characters were. */
export type Near = { readonly index: number; readonly at: readonly number[] }

/** One mistake in each word of five letters or more, of three and four two letters turned round; the first letter is right. In any script. */
const fuzzy = new UFuzzy({
  unicode: true,
  interSplit: "[^\\p{L}\\d']+",
  intraSplit: '\\p{Ll}\\p{Lu}',
  intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
  intraChars: "[\\p{L}\\d']",
  intraContr: "'\\p{L}{1,2}\\b",
  intraMode: 1,
})

/** Which of the names may be meant by what was typed with a mistake, the nearest first. */
export function nearTo(typed: string, names: readonly string[]): Near[] {
  // A dash before a word would mean "not this", quotes "exactly this": nobody who looks for a name means that.
  const words = typed.replace(/["-]/g, ' ').trim()
  const haystack = [...names]
  const found = words === '' ? [] : (fuzzy.filter(haystack, words) ?? [])
  if (found.length === 0) return []
  const info = fuzzy.info(found, haystack, words)
  return fuzzy.sort(info, haystack, words).flatMap((place) => {
    const index = info.idx[place]
    return index === undefined ? [] : [{ index, at: placesIn(info.ranges[place] ?? []) }]
  })
}

/** From starts and ends, in turn. */
const placesIn = (ranges: readonly number[]): number[] =>
  ranges.flatMap((start, index) =>
    index % 2 === 0
      ? Array.from({ length: (ranges[index + 1] ?? start) - start }, (_, step) => start + step)
      : [],
  )
