import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { words } from './words-plugin.ts'

const server = 'http://localhost:5080'

export default defineConfig({
  // Files find each other from where they lie, and the server writes into the page where that is: it may stand under a sub-path.
  base: './',
  plugins: [words(), react(), tailwindcss()],
  build: {
    target: 'es2023',
    // The page's policy allows fonts and pictures from its own origin only, so nothing becomes a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': server,
      '/hub': { target: server, ws: true },
    },
  },
})
