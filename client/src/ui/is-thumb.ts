/** Whoever uses the page points with a finger. */
export const isThumb = () => matchMedia('(pointer: coarse)').matches
