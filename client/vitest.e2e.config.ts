import { defineConfig } from 'vitest/config'

const kinds: Readonly<Record<string, string>> = { shots: 'shots', pace: 'measure' }

/** The stories of real browsers against a running server; with `--mode shots`, its pictures; with `--mode pace`, how fast it answers. */
export default defineConfig(({ mode }) => ({
  test: {
    include: [`e2e/**/*.${kinds[mode] ?? 'e2e'}.ts`],
    environment: 'node',
    globalSetup: 'e2e/one-browser.ts',
    // One server and one browser serve all stories, two at a time; what is measured or pictured has them for itself.
    maxWorkers: mode in kinds ? 1 : 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}))
