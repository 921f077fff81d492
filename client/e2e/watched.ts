import type { Page } from 'playwright-core'

/** What a page did, or holds, that no text should bring it to. */
export type Findings = readonly string[]

/** From here on the page remembers which of the hostile texts ran, and what the browser had to stop. Before it goes anywhere. */
export async function watch(page: Page) {
  await page.addInitScript(() => {
    const told: string[] = []
    Object.assign(globalThis, { told, ran: (n: unknown) => told.push(`ran: ${String(n)}`) })
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      told.push(`stopped by ${violatedDirective}: ${blockedURI} ${sample}`)
    })
  })
}

/** What was told since the page was loaded, and what stands in it now. */
export const findings = (page: Page): Promise<Findings> => page.evaluate(lookAround)

/** Runs in the page. */
function lookAround(): string[] {
  const { told } = globalThis as unknown as { told: string[] }
  const bad = [...told]
  const none = 'iframe, frame, object, embed, base, math, template, marquee, foreignObject, animate, set'
  const addresses = [
    'href',
    'src',
    'action',
    'formaction',
    'data',
    'xlink:href',
    'poster',
    'srcdoc',
    'srcset',
  ]
  const tell = (element: Element, why: string) => bad.push(`${why}: ${element.outerHTML.slice(0, 200)}`)

  for (const element of document.querySelectorAll(none)) tell(element, 'not ours')
  for (const element of document.body.querySelectorAll('script, link, meta, style, title')) {
    if (element.namespaceURI === 'http://www.w3.org/1999/xhtml' && !element.hasAttribute('src'))
      tell(element, 'not its place')
  }
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) tell(element, 'a handler')
      if (!addresses.includes(name)) continue
      const url = URL.parse(value, location.href)
      const isOurs = url?.origin === location.origin
      if (!url || !(['http:', 'https:', 'mailto:'].includes(url.protocol) || value.startsWith('data:image/')))
        tell(element, 'a scheme')
      else if (!isOurs && !/^https?:/i.test(value) && !value.startsWith('data:image/'))
        tell(element, 'leads away in disguise')
      else if (!isOurs && element.localName === 'a') {
        const rel = element.getAttribute('rel') ?? ''
        if (
          element.getAttribute('target') !== '_blank' ||
          !rel.includes('noopener') ||
          !rel.includes('noreferrer')
        )
          tell(element, 'knows where it comes from')
      }
    }
  return bad
}
