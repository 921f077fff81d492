/**
 * The path that a proxy puts before ours, without a slash at its end: empty where Rostra has an address to itself. The server writes it
 * into the page, so that one build serves every place.
 */
export const basePath = document.documentElement.dataset.base ?? ''

/** A path of ours, as the browser must ask for it. */
export const under = (path: string) => basePath + path
