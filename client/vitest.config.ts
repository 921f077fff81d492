import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { words } from './words-plugin.ts'

export default defineConfig({
  plugins: [words(), react()],
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'happy-dom',
    setupFiles: ['src/ui/words/language.ts'],
    restoreMocks: true,
    // A property is tried a thousand times, also on a machine that is busy with something else.
    testTimeout: 30_000,
  },
})
