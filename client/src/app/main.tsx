import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { fetchLimits } from '../api/limits.ts'
import { queries } from '../api/queries.ts'
import '../ui/base.css'
import { restoreSession } from '../features/accounts/account-store.ts'
import { App } from './app.tsx'
import { wire } from './wire.ts'

wire()
void fetchLimits()
void restoreSession()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
