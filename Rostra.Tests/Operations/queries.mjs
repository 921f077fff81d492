// Every query of every dashboard and alert, asked of a real Prometheus that scrapes a running Rostra: node queries.mjs http://127.0.0.1:5081
import assert from 'node:assert'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const samplesMin = 5
const patienceMs = 60_000
const pollMs = 200

const deploy = new URL('../../deploy/', import.meta.url)
const target = new URL(process.argv[2]).host
const place = mkdtempSync(join(tmpdir(), 'rostra-prometheus-'))
const port = await freePort()
writeFileSync(
  join(place, 'prometheus.yml'),
  `global: {scrape_interval: 1s}\nscrape_configs:\n  - job_name: rostra\n    static_configs: [{targets: ['${target}']}]\n`,
)
const prometheus = spawn(
  'prometheus',
  [`--config.file=${place}/prometheus.yml`, `--storage.tsdb.path=${place}/data`, `--web.listen-address=127.0.0.1:${port}`],
  { stdio: 'ignore' },
)
try {
  await until(async () => Number((await ask('count_over_time(rostra_sends_total[1m])'))[0]?.value[1]) >= samplesMin)
  const queries = [...dashboardQueries(), ...alertQueries()]
  const empty = []
  for (const query of queries) if ((await ask(query)).length === 0) empty.push(query)
  for (const query of empty) console.log(`no series: ${query}`)
  assert.ok(queries.length > 50, `Only ${queries.length} queries were found.`)
  console.log(`# pass ${queries.length - empty.length}`)
  console.log(`# fail ${empty.length}`)
  process.exitCode = empty.length === 0 ? 0 : 1
} finally {
  const ended = new Promise((resolve) => prometheus.once('exit', resolve))
  prometheus.kill()
  await ended
  rmSync(place, { recursive: true })
}

function* dashboardQueries() {
  for (const file of readdirSync(new URL('grafana/', deploy))) {
    const { panels } = JSON.parse(readFileSync(new URL(`grafana/${file}`, deploy), 'utf8'))
    // What is only shown when it happens must at least be there to be compared.
    for (const { expr } of panels.flatMap((panel) => panel.targets ?? [])) yield bare(expr)
  }
}

/** Both sides of an alert's comparison: whether it is true now says nothing. */
function* alertQueries() {
  const rules = readFileSync(new URL('prometheus/alerts.yml', deploy), 'utf8')
  for (const [, expr] of rules.matchAll(/^ +expr: (.+)$/gm)) yield bare(expr)
}

function bare(expr) {
  return expr.replaceAll('$__rate_interval', '10s').replace(/ (?:>=|>|==) (?:(?:0\.01 \*|ignoring\S+) .+|[\d.]+)$/, '')
}

async function ask(query) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(query)}`)
    // It listens before it is ready.
    if (answer.status === 503) return []
    const { status, error, data } = await answer.json()
    if (status !== 'success') throw new Error(`${query}: ${error}`)
    return data.result
  } catch (fault) {
    if (fault.cause?.code === 'ECONNREFUSED') return []
    throw fault
  }
}

async function until(holds) {
  for (const end = Date.now() + patienceMs; !(await holds()); await new Promise((resolve) => setTimeout(resolve, pollMs)))
    if (Date.now() > end) throw new Error('Prometheus did not scrape Rostra in time.')
}

function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  return new Promise((resolve) => {
    server.once('listening', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
