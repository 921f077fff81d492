/** A name as the search wants it: one of several words stands in quotes. */
export const quoted = (name: string) => (/\s/.test(name) ? `"${name}"` : name)
