import { defineConfig } from 'vitest/config'

const kinds: Readonly<Record<string, string>> = { shots: 'shots', pace: 'measure' }

/** The stories of real browsers against a running server; with `--mode shots`, its pictures; with `--mode pace`, how fast it answers. */
export default defineConfig(({ mode }) => ({
  test: {
    include: [`e2e/**/*.${kinds[mode] ?? 'e2e'}.ts`],
    environment: 'node',
    globalSetup: 'e2e/one-browser.ts',
    // One server and one browser serve all stories, one file at a time: two of them keep a machine of two cores so busy that stories wait in vain.
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}))
