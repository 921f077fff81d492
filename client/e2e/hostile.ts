/**
 * Texts that run `ran(n)` wherever a page takes text for markup, made from a grammar: what runs × where it hangs × how it is written × what it breaks out of × the
 * marks of a chat around it. The n tells afterwards which one did.
 */
export type Hostile = { readonly n: number; readonly text: string }

type Part = (code: string) => string

/** What runs; each tells the same n. */
const codes: readonly ((n: number) => string)[] = [
  (n) => `ran(${n})`,
  (n) => `ran\`${n}\``,
  (n) => `self['r'+'an'](${n})`,
  (n) => `eval('ran(${n})')`,
  (n) => `\\u0072an(${n})`,
  (n) => `[${n}].find(ran)`,
  (n) => `top.ran?.(${n})`,
]

/** Elements that run it of themselves. */
const handlers: readonly Part[] = [
  (code) => `<img src=x onerror="${code}">`,
  (code) => `<svg onload="${code}"></svg>`,
  (code) => `<svg><animate onbegin="${code}" attributeName=x dur=1s>`,
  (code) => `<body onload="${code}">`,
  (code) => `<details open ontoggle="${code}">`,
  (code) => `<input autofocus onfocus="${code}">`,
  (code) => `<video><source onerror="${code}"></video>`,
  (code) => `<audio src=x onerror="${code}">`,
  (code) => `<style onload="${code}">a{}</style>`,
  (code) => `<link rel=stylesheet href=x onerror="${code}">`,
  (code) => `<object data=x onerror="${code}"></object>`,
  (code) => `<iframe onload="${code}"></iframe>`,
  (code) => `<marquee onstart="${code}">`,
  (code) => `<div style="animation:1s a" onanimationstart="${code}">`,
  (code) => `<math><mtext><img src=x onerror="${code}">`,
  (code) => `<script>${code}</script>`,
  (code) => `<svg><script>${code}</script></svg>`,
  (code) => `<template><img src=x onerror="${code}"></template>`,
]

/** Addresses that run it when they are followed, or loaded. */
const schemes: readonly Part[] = [
  (code) => `javascript:${code}`,
  (code) => `JaVaScRiPt:${code}`,
  (code) => `java\tscript:${code}`,
  (code) => ` javascript:${code}`,
  (code) => `javascript&colon;${code}`,
  (code) => `&#106;avascript:${code}`,
  (code) => `javascript://example.org/%0a${code}`,
  (code) => `data:text/html,<script>parent.${code}</script>`,
  (code) => `vbscript:${code}`,
  (code) => `blob:null/${code}`,
]

const carriers: readonly Part[] = [
  (address) => `<a href="${address}">go</a>`,
  (address) => `<iframe src="${address}"></iframe>`,
  (address) => `<form action="${address}"><button>go</button></form>`,
  (address) => `<button formaction="${address}">go</button>`,
  (address) => `<object data="${address}"></object>`,
  (address) => `<embed src="${address}">`,
  (address) => `<svg><a xlink:href="${address}"><text y=9>go</text></a></svg>`,
  (address) => `<math href="${address}">go</math>`,
  (address) => `<base href="${address}//">`,
  (address) => `<meta http-equiv=refresh content="0;url=${address}">`,
  (address) => `[go](${address})`,
  (address) => `![go](${address})`,
  (address) => `<${address}>`,
  (address) => `[go]: ${address}`,
  (address) => `go ${address} go`,
  (address) => `https://example.org/?next=${address}`,
]

/** Ways to write one and the same. */
const spellings: readonly Part[] = [
  (html) => html,
  (html) => html.replaceAll('"', "'"),
  (html) => html.replaceAll('"', ''),
  (html) => html.replace(/<(\w)/g, (_, letter: string) => `<${letter.toUpperCase()}`),
  (html) => html.replace(/<(\w+) /, '<$1/'),
  (html) => html.replace(/<(\w+) /, '<$1\n'),
  (html) => html.replace(/>$/, ''),
  (html) => html.replace(/<(\w+)/, '<<$1'),
  (html) => html.replaceAll('ran', '&#x72;an'),
  (html) => html.replaceAll('ran', '&#114;an'),
  (html) => html.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  (html) => html.replaceAll('<', '\uFF1C').replaceAll('>', '\uFF1E'),
  (html) => html.replaceAll('<', '%3C').replaceAll('>', '%3E'),
  (html) => html.replaceAll('<', '\\u003c'),
  (html) => html.replace('<', '<\u200B'),
  (html) => `\u202E${html}\u202C`,
]

/** What it would have to leave behind first. */
const exits: readonly Part[] = [
  (html) => html,
  (html) => `">${html}`,
  (html) => `'>${html}`,
  (html) => `</title>${html}`,
  (html) => `</textarea>${html}`,
  (html) => `</script>${html}`,
  (html) => `--><!-- -->${html}`,
  (html) => `]]>${html}`,
  (html) => `</style></noscript>${html}`,
]

/** The marks of the chat around it. */
const marks: readonly Part[] = [
  (text) => text,
  (text) => `> ${text}`,
  (text) => `- ${text}`,
  (text) => `1. > ${text}`,
  (text) => `**${text}**`,
  (text) => `_~~${text}~~_`,
  (text) => `\`${text}\``,
  (text) => `\`\`\`${text.replaceAll(/[`\s]/g, '/')}\ncode\n\`\`\``,
  (text) => `\`\`\`html\n${text}\n\`\`\``,
  (text) => `@${text}`,
  (text) => `https://example.org/${text}`,
]

/** Addresses that pretend to be something else; `origin` is the page's own. */
const disguises: readonly ((origin: string, code: string) => string)[] = [
  (origin) => `${origin}//example.org/hers`,
  (origin) => `${origin}/\\example.org/hers`,
  (origin) => `${origin}/\\/example.org/hers`,
  (origin, code) => `${origin}/#javascript:${code}`,
  (origin) => `${origin}@example.org/hers`,
  (_, code) => `http://javascript:${code}@example.org/`,
  (_, code) => `https://example.org/"onmouseover="${code}`,
  (_, code) => `https://example.org/'onclick='${code}`,
  (_, code) => `https://example.org/\u2028javascript:${code}`,
  (_, code) => `http:javascript:${code}`,
  (_, code) => `mailto:a@example.org?subject=<img src=x onerror=${code}>`,
  (_, code) => `{{constructor.constructor('${code}')()}}`,
  (_, code) => `\${${code}}<%= ${code} %>#{${code}}`,
  (_, code) => `"-${code}-"`,
  (_, code) => `';${code}//`,
  (_, code) => `</script><script>${code}</script>`,
]

/** The same ones each time. Handlers meet every mark, addresses every carrier; spellings, exits and codes take turns, at steps that have no divisor in common. */
export function hostileTexts(origin: string): readonly Hostile[] {
  const texts: Hostile[] = []
  const code = () => turn(codes, texts.length)(texts.length)
  const say = (text: string) => texts.push({ n: texts.length, text })
  for (const mark of marks)
    for (const handler of handlers) {
      const html = turn(spellings, texts.length)(handler(code()))
      say(mark(turn(exits, texts.length)(html)))
    }
  for (const scheme of schemes)
    for (const carrier of carriers) {
      const html = turn(spellings, texts.length >> 2)(carrier(scheme(code())))
      say(turn(marks, texts.length >> 1)(html))
    }
  for (const disguise of disguises) for (const mark of marks) say(mark(disguise(origin, code())))
  return texts
}

/** As hostile, and fit for a name. */
export function hostileName(n: number): string {
  const code = `ran(${n})`
  return turn(
    [
      `<svg/onload=${code}>`,
      `"><img src=x onerror=${code}>`,
      `</title><script>${code}</script>`,
      `javascript:${code}//`,
      `'-${code}-'`,
      `{{${code}}}\${${code}}`,
      `<a href=javascript:${code}>go</a>`,
      `&lt;svg onload=${code}&gt;`,
    ],
    n,
  )
}

function turn<T>(parts: readonly T[], at: number): T {
  return parts[at % parts.length] as T
}
