import { Hooks, Lexer, type Token, Tokenizer, type Tokens } from 'marked'
import { addressAt } from './links.ts'

/** What a message is made of: paragraphs, and what stands apart from them. */
export type Block =
  | { readonly kind: 'text'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly isNumbered: boolean; readonly items: readonly Item[] }

/** @property mark as it was written: a dash stays a dash, a seven a seven. */
export type Item = { readonly mark: string; readonly blocks: readonly Block[] }

export type Inline =
  | { readonly kind: 'text' | 'code'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'struck'; readonly inlines: readonly Inline[] }

/** Longer texts stand as they were sent: what a page does for each message must have a bound. */
export const sourceMax = 2_000
const blockDepthMax = 4
const inlineDepthMax = 8
const keptMax = 500

const kept = new Map<string, readonly Block[]>()

/** What the text is made of, by the rules of Markdown as far as a chat wants them. The same text gives the same blocks. */
export function markupOf(source: string): readonly Block[] {
  const known = kept.get(source)
  if (known) return known
  const blocks = source.length > sourceMax ? [plain(source)] : read(source)
  const [oldest] = kept.size >= keptMax ? kept.keys() : []
  if (oldest !== undefined) kept.delete(oldest)
  kept.set(source, blocks)
  return blocks
}

const plain = (text: string): Block => ({ kind: 'text', inlines: [{ kind: 'text', text }] })

function read(source: string): Block[] {
  try {
    const lexer = chatLexer()
    const lines = source.replace(/\r\n?/g, '\n').replace(strayFence, '$1\n$2')
    return blocksOf(lexer, lexer.blockTokens(lines), blockDepthMax)
  } catch {
    // Whatever the reader of marks stumbles over, one message must not take the whole talk away.
    return [plain(source)]
  }
}

/** Fences that somebody wrote at the end of a line of talk or of code: to Markdown they would be none. */
const strayFence = /^(?! {0,3}>)(?!.*`{3}.*`{3})(.*[^\s`])[ \t]*(`{3,}[\w+-]*)$/gm

/** Blocks of Markdown that a chat has no use for are text between those that it has. */
function blocksOf(lexer: Lexer, tokens: readonly Token[], depth: number): Block[] {
  const blocks: Block[] = []
  let between = ''
  const endText = () => {
    const text = between.replace(/^(?:[ \t]*\n)+|\s+$/g, '')
    between = ''
    if (text !== '')
      blocks.push({ kind: 'text', inlines: inlinesOf(lexer.inlineTokens(text), inlineDepthMax) })
  }
  for (const token of tokens) {
    const block = blockOf(lexer, token, depth)
    if (block === undefined) between += token.raw
    else {
      endText()
      blocks.push(block)
    }
  }
  endText()
  return blocks
}

function blockOf(lexer: Lexer, token: Token, depth: number): Block | undefined {
  if (token.type === 'code') return { kind: 'code', language: token.lang?.trim() ?? '', text: token.text }
  if (depth === 0) return undefined
  const inside = (tokens: readonly Token[] = []) => blocksOf(lexer, tokens, depth - 1)
  if (token.type === 'blockquote') return { kind: 'quote', blocks: inside(token.tokens) }
  if (token.type !== 'list') return undefined
  const { ordered, items } = token as Tokens.List
  return {
    kind: 'list',
    isNumbered: ordered,
    items: items.map(({ raw, tokens }) => ({
      mark: raw.trimStart().split(/\s/, 1)[0] ?? '',
      blocks: inside(tokens),
    })),
  }
}

function inlinesOf(tokens: readonly Token[], depth: number): Inline[] {
  const inlines: Inline[] = []
  for (const token of tokens) {
    const inline = inlineOf(token, depth)
    const before = inlines.at(-1)
    if (inline.kind === 'text' && before?.kind === 'text')
      inlines[inlines.length - 1] = { kind: 'text', text: before.text + inline.text }
    else inlines.push(inline)
  }
  return inlines
}

const kinds = { strong: 'bold', em: 'italic', del: 'struck' } as const

function inlineOf(token: Token, depth: number): Inline {
  if (token.type === 'codespan') return { kind: 'code', text: codeIn(token.raw, token.text) }
  const kind = depth > 0 ? kinds[token.type as keyof typeof kinds] : undefined
  if (kind === undefined || !('tokens' in token)) return { kind: 'text', text: token.raw }
  return { kind, inlines: inlinesOf(token.tokens ?? [], depth - 1) }
}

/** Markdown makes one line of a span over several: here they stay. */
const codeIn = (raw: string, text: string) => (raw.includes('\n') ? raw.replace(/^`+\n?|\n?`+$/g, '') : text)

/** Nothing fits: a chat has no headings, tables, pictures, HTML, nor links that hide where they lead. */
const never = /(?!)/

const item = '(?:[*+-]|\\d{1,9}[.)])[ \\t]'

/** A line that opens more than four quotes and lists opens none: the reader goes as deep as they do. */
const shallow = `(?!(?:[ \\t]*(?:>|${item})){5})`

/** A quote is what stands behind `> `, line by line: `>_<` is a face, and the answer below is no part of it. */
const quoteLines = new RegExp(`^(?:${shallow} {0,3}>(?:[ >][^\\n]*)?(?:\\n|$))+`)

/** A list goes on in lines that have a mark or are indented, not in whatever comes next. */
const listLines = new RegExp(
  `^${shallow} {0,3}${item}(?:[^\\n]*\\n(?=${shallow}(?:[ \\t]*${item}|[ \\t]{2,}\\S)|\\n))*[^\\n]*`,
)

class ChatTokenizer extends Tokenizer {
  override list(src: string) {
    const [own] = listLines.exec(src) ?? []
    return own === undefined ? undefined : super.list(own)
  }
}

class ChatHooks extends Hooks {
  /** What must not be taken for the end of something: the same length, without marks. */
  override emStrongMask(src: string): string {
    let done = ''
    for (let rest = src; ; ) {
      const at = rest.search(wholeStart)
      if (at < 0) return done + rest
      const { length } = wholeAt(rest.slice(at)) ?? ''
      done += rest.slice(0, at) + (length > 0 ? 'a'.repeat(length) : rest[at])
      rest = rest.slice(at + Math.max(1, length))
    }
  }
}

const wholeStart = /https?:\/\/|@/i

/** An address or a name after an @ is whole: no mark within it means anything. */
const wholeAt = (src: string): string | undefined =>
  src.startsWith('@') ? /^@[^\s*~`]*[^\s*~`_.,;:!?)]/.exec(src)?.[0] : addressAt(src)

function chatLexer(): Lexer {
  const tokenizer = new ChatTokenizer()
  const lexer = new Lexer({
    gfm: true,
    tokenizer,
    hooks: new ChatHooks(),
    extensions: {
      inline: [
        (src) => {
          const raw = wholeAt(src)
          return raw === undefined ? undefined : { type: 'text', raw, text: raw }
        },
      ],
      startInline: [(src) => src.search(wholeStart)],
      renderers: {},
      childTokens: {},
    },
  })
  const { block, inline, other } = tokenizer.rules
  tokenizer.rules = {
    block: { ...block, ...noBlocks, blockquote: quoteLines, paragraph: /^([^\n]+)/ },
    inline: { ...inline, ...noInlines },
    other: { ...other, listIsTask: never },
  }
  return lexer
}

const noBlocks = {
  code: never,
  heading: never,
  lheading: never,
  hr: never,
  html: never,
  def: never,
  table: never,
}

const noInlines = {
  tag: never,
  link: never,
  reflink: never,
  nolink: never,
  autolink: never,
  url: never,
  br: never,
}
