// node table.mjs <report.json>: the faults of docs/reliability.md, as a run of ./test --faults found them. Reads xunit's report (CTRF).
import { readFileSync } from 'node:fs'

const FAULTS = Array.from({ length: 32 }, (_, index) => `F${index + 1}`)

const { tests } = JSON.parse(readFileSync(process.argv[2], 'utf8')).results
const rows = tests.flatMap((test) =>
  [test.labels?.Fault ?? '-'].flat().map((fault) => ({
    fault,
    verdict: test.status === 'passed' ? 'ok' : test.status.toUpperCase(),
    seconds: (test.duration / 1000).toFixed(1),
    set: [test.labels?.Set ?? '-'].flat().join(','),
    name: test.name.split('.').at(-1).replaceAll('_', ' '),
  })),
)
rows.sort((one, other) => number(one.fault) - number(other.fault) || one.name.localeCompare(other.name))

const line = (fault, verdict, seconds, set, name) => `${fault.padEnd(5)} ${verdict.padEnd(7)} ${seconds.padStart(8)}  ${set.padEnd(6)} ${name}`
console.log(line('fault', 'verdict', 'seconds', 'set', 'what was tried'))
for (const { fault, verdict, seconds, set, name } of rows) console.log(line(fault, verdict, seconds, set, name))

const untried = FAULTS.filter((fault) => !rows.some((row) => row.fault === fault))
if (untried.length > 0) console.log(`Not tried here: ${untried.join(', ')}; docs/reliability.md says why, or where.`)

function number(fault) {
  return Number(fault.slice(1)) || 1000
}
