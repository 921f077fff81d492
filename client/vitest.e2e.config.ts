import { defineConfig } from 'vitest/config'

/** The stories of real browsers against a running server; with `--mode shots`, its pictures. */
export default defineConfig(({ mode }) => ({
  test: {
    include: [mode === 'shots' ? 'e2e/**/*.shots.ts' : 'e2e/**/*.e2e.ts'],
    environment: 'node',
    // One server and one browser serve every story; they take turns.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}))
