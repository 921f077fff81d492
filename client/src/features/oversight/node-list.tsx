import { t } from '@lingui/core/macro'
import type { Node, NodeFigures } from '../../api/generated.ts'
import { PaneFailed } from '../../ui/pane-failed.tsx'
import { RowsLoading } from '../../ui/rows-loading.tsx'
import { fullTime } from '../../ui/time.ts'
import { useNodes } from './lists.ts'

/** The processes that this place is made of, and what they did lately. */
export function NodeList() {
  const list = useNodes()
  if (!list.data) {
    if (list.isError) return <PaneFailed what={t`Nodes`} onRetry={() => void list.refetch()} />
    return <RowsLoading label={t`Loading…`} row="h-9" />
  }
  return (
    <>
      {list.isError && <PaneFailed what={t`The latest of the nodes`} onRetry={() => void list.refetch()} />}
      <Figures figures={list.data.lastMinute} />
      <ul aria-label={t`Nodes`} className="mt-6">
        {list.data.nodes.map((node) => (
          <NodeRow key={`${node.role} ${node.id}`} node={node} />
        ))}
      </ul>
    </>
  )
}

function Figures({ figures }: { readonly figures: NodeFigures }) {
  const shown: readonly (readonly [string, number])[] = [
    [t`messages sent`, figures.sends],
    [t`kept`, figures.kept],
    [t`refused`, figures.refused],
    [t`commits`, figures.commits],
    [t`commits fenced`, figures.fenced],
    [t`sockets opened`, figures.socketsOpened],
    [t`sockets open now`, figures.connections],
    [t`rooms up now`, figures.rooms],
  ]
  return (
    <section aria-label={t`The last minute`}>
      <h2 className="mb-2 font-tell text-[.875rem] text-muted">{t`The last minute, all nodes together`}</h2>
      <dl className="grid grid-cols-2 gap-px border border-line bg-line sm:grid-cols-4">
        {shown.map(([name, value]) => (
          <div key={name} className="flex flex-col-reverse bg-app p-3">
            <dt className="text-[.8125rem] leading-5 text-muted">{name}</dt>
            <dd className="font-head text-[1.75rem] leading-none tracking-[.04em] text-strong">
              {value.toLocaleString()}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Of the commit that follows the number as much as tells it apart. */
const shortened = (version: string) => version.replace(/(\+[0-9a-f]{8})[0-9a-f]+$/, '$1')

function NodeRow({ node }: { readonly node: Node }) {
  const { role, id, status, machine, version, activations, lastMinute } = node
  const words = {
    starting: t`starting`,
    active: t`active`,
    stopping: t`stopping`,
    dead: t`dead`,
  }
  const isGateway = role === 'gateway'
  const [count, minute] = isGateway
    ? [lastMinute?.connections ?? 0, lastMinute?.sends ?? 0]
    : [lastMinute?.rooms ?? 0, lastMinute?.commits ?? 0]
  return (
    <li className="border-b border-line py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 font-tell text-[.9375rem]">
        <span className="text-strong">{isGateway ? t`gateway` : t`silo`}</span>
        <span className={status === 'active' ? 'text-ok' : status === 'dead' ? 'text-danger' : 'text-accent'}>
          {words[status]}
        </span>
        <span className="min-w-0 break-words text-text">{machine ?? t`not heard yet`}</span>
        {version && (
          <span title={version} className="min-w-0 text-muted [overflow-wrap:anywhere]">
            {shortened(version)}
          </span>
        )}
      </p>
      <p className="text-[.8125rem] leading-5 [overflow-wrap:anywhere] text-muted">
        {t`since ${fullTime(node.startedAt)}`}
        {lastMinute &&
          (isGateway
            ? ` · ${t`${count} sockets · ${minute} messages in the last minute`}`
            : ` · ${t`${count} rooms · ${minute} commits in the last minute`}`)}
        {activations !== undefined && ` · ${t`${activations} activations`}`}
        {` · ${id}`}
      </p>
    </li>
  )
}
