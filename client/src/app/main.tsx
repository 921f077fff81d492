import '../ui/words/language.ts'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { fetchLimits } from '../api/limits.ts'
import { queries } from '../api/queries.ts'
import '../ui/base.css'
import { basePath } from '../api/base-path.ts'
import { restoreSession } from '../features/accounts/account-store.ts'
import { loadDialog } from '../ui/dialog.tsx'
import { loadMenu } from '../ui/menu.tsx'
import { App, loadSignIn } from './app.tsx'
import { Crash } from './crash.tsx'
import { loadSearch } from './room-panel.tsx'
import { keepShell } from './shell.ts'
import { wire } from './wire.ts'

const laterMs = 2_000

wire()

// What most will need soon comes while nothing else is to do.
setTimeout(() => {
  keepShell()
  void loadDialog()
  void loadMenu()
  void loadSearch()
  // A session may end while the server cannot be reached.
  void loadSignIn()
}, laterMs)
void fetchLimits()
void restoreSession()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <I18nProvider i18n={i18n}>
        <Crash>
          <Router base={basePath}>
            <App />
          </Router>
        </Crash>
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>,
)
