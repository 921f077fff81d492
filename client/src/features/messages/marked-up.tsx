import type { ReactNode } from 'react'
import { CodeBlock } from './code-block.tsx'
import type { Block, Inline } from './markup.ts'
import { Said } from './said.tsx'

type Place = {
  readonly roomId: string
  /** Said behind the last words, on their line where there is one. */
  readonly end?: ReactNode
}

const lines = 'break-words whitespace-pre-wrap [overflow-wrap:anywhere]'

/** A message with what its marks mean. */
export function MarkedUp({ blocks, roomId, end }: Place & { readonly blocks: readonly Block[] }) {
  const isOnItsLine = blocks.at(-1)?.kind === 'text'
  return (
    <>
      {blocks.map((block, index) => (
        <BlockPart
          // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one text never change places
          key={index}
          block={block}
          roomId={roomId}
          end={isOnItsLine && index === blocks.length - 1 ? end : undefined}
        />
      ))}
      {!isOnItsLine && end}
    </>
  )
}

function BlockPart({ block, roomId, end }: Place & { readonly block: Block }) {
  switch (block.kind) {
    case 'text':
      return (
        <p dir="auto" className={lines}>
          <Inlines inlines={block.inlines} roomId={roomId} />
          {end}
        </p>
      )
    case 'code':
      return <CodeBlock language={block.language} text={block.text} />
    case 'quote':
      return (
        <blockquote className="my-0.5 border-l-2 border-edge pl-3 text-muted">
          <MarkedUp blocks={block.blocks} roomId={roomId} />
        </blockquote>
      )
    case 'list':
      return <List list={block} roomId={roomId} />
  }
}

type ListProps = Place & { readonly list: Extract<Block, { kind: 'list' }> }

/** Each item under the mark that its author gave it. */
function List({ list: { isNumbered, items }, roomId }: ListProps) {
  const Tag = isNumbered ? 'ol' : 'ul'
  return (
    <Tag className="my-0.5 list-none">
      {items.map(({ mark, blocks }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of one text never change places
        <li key={index} className="flex gap-2">
          <span className="shrink-0 text-muted">{mark}</span>
          <div className="min-w-0 grow">
            <MarkedUp blocks={blocks} roomId={roomId} />
          </div>
        </li>
      ))}
    </Tag>
  )
}

function Inlines({ inlines, roomId }: { readonly inlines: readonly Inline[]; readonly roomId: string }) {
  return inlines.map((inline, index) => {
    const key = `${index} ${inline.kind}`
    if (inline.kind === 'text') return <Said key={key} text={inline.text} roomId={roomId} />
    if (!('inlines' in inline))
      return (
        <code
          key={key}
          className="rounded-xs border border-line bg-raised px-1 py-px font-say text-[.93em] text-accent"
        >
          {inline.text}
        </code>
      )
    const inner = <Inlines inlines={inline.inlines} roomId={roomId} />
    if (inline.kind === 'italic') return <em key={key}>{inner}</em>
    if (inline.kind === 'struck') return <s key={key}>{inner}</s>
    return (
      <strong key={key} className="font-bold text-strong">
        {inner}
      </strong>
    )
  })
}
