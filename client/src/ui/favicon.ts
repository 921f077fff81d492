import { under } from '../api/base-path.ts'

const base =
  '<rect width="32" height="32" rx="3" fill="#08080e"/><path d="M9 25V7h8.5a5 5 0 0 1 1.6 9.8L23.5 25h-4.2l-3.8-7.6H12.6V25zm3.6-10.6h4.3a2.2 2.2 0 0 0 0-4.3h-4.3z" fill="#00f0ff"/>'
const plain = under('/favicon.svg')

/** The picture of the tab, with a mark for news. A number would be too small to read there: the title says it. */
export function iconFor(unread: number): string {
  if (unread === 0) return plain
  const mark = '<circle cx="24" cy="8" r="8" fill="#08080e"/><circle cx="24" cy="8" r="6" fill="#ff5cd8"/>'
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${base}${mark}</svg>`)}`
}
