/** A filter that the person has written among the words, as the server reads it. */
export type Filter = {
  readonly kind: 'from' | 'in' | 'before' | 'has'
  readonly value: string
  readonly written: string
}

const written = /(?<=^|\s)(from|in|before|has):("[^"]*"|\S+)/gi

/** The filters in what was typed, in the order they stand. One that nothing follows yet is none. */
export function filtersOf(typed: string): Filter[] {
  return [...typed.matchAll(written)].flatMap(([whole, kind = '', said = '']) => {
    const value = said.replaceAll('"', '').trim()
    return value === '' ? [] : [{ kind: kind.toLowerCase() as Filter['kind'], value, written: whole }]
  })
}

export const without = (typed: string, filter: Filter) =>
  typed.replace(filter.written, '').replace(/\s+/g, ' ').trim()

export function withFilter(typed: string, kind: Filter['kind'], value: string): string {
  const said = `${kind}:${/\s/.test(value) ? `"${value}"` : value}`
  return `${typed.trim()} ${said}`.trim()
}

/** What to ask the server where one room is meant: there is no filter that names it, but its name is its own. */
export const withinRoom = (typed: string, roomName: string) =>
  filtersOf(typed).some(({ kind }) => kind === 'in') ? typed : withFilter(typed, 'in', roomName)
