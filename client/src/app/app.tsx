import { t } from '@lingui/core/macro'
import { lazy, Suspense } from 'react'
import { Link, Redirect, Route, Switch, useLocation, useSearch } from 'wouter'
import type { Me } from '../api/generated.ts'
import { useAccount } from '../features/accounts/account-store.ts'
import { StatusLine } from '../features/status/status-line.tsx'
import { Announcer } from '../ui/announcer.tsx'
import { Combo } from '../ui/key.tsx'
import { part } from '../ui/part.ts'
import { Toasts } from '../ui/toasts.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { openDialog, togglePalette } from './dialogs.ts'
import { Home } from './home.tsx'
import { NotFound } from './not-found.tsx'
import { RoomPage } from './room-page.tsx'
import { TheDialog } from './the-dialog.tsx'
import { useKeys } from './use-keys.ts'
import { useTitle } from './use-title.ts'
import { useQueued, useUnreadRooms } from './use-totals.ts'

export function App() {
  const account = useAccount()
  const [path] = useLocation()
  const queued = useQueued()
  const unreadRooms = useUnreadRooms()
  useTitle()
  const isIn = account.at === 'in'
  useKeys(
    () => openDialog('keys'),
    () => isIn && togglePalette(),
  )
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-0 grow flex-col">
        {path === '/reset' ? (
          <Suspense fallback={null}>
            <Reset />
          </Suspense>
        ) : account.at === 'in' ? (
          <Inside user={account.user} />
        ) : account.at === 'out' ? (
          <Outside />
        ) : (
          <Waiting isLong={account.at === 'unreachable'} />
        )}
      </div>
      <StatusLine
        queued={queued}
        unreadRooms={unreadRooms}
        nextHint={<Combo combo="Alt+Shift+ArrowDown" />}
        onKeys={() => openDialog('keys')}
      />
      <TheDialog me={account.at === 'in' ? account.user : undefined} />
      <Toasts />
      <Announcer />
    </div>
  )
}

export const loadSignIn = part(async () => ({
  default: (await import('../features/accounts/sign-in-page.tsx')).SignInPage,
}))

const SignIn = lazy(loadSignIn)

const Register = lazy(
  part(async () => ({ default: (await import('../features/accounts/register-page.tsx')).RegisterPage })),
)

const Landing = lazy(part(async () => ({ default: (await import('./landing.tsx')).Landing })))

const Admin = lazy(part(async () => ({ default: (await import('./admin-page.tsx')).AdminPage })))

// A one-time link is good for whoever is in, too.
const Reset = lazy(
  part(async () => ({ default: (await import('../features/accounts/reset-page.tsx')).ResetPage })),
)

function Inside({ user }: { readonly user: Me }) {
  const [path] = useLocation()
  const search = useSearch()
  if (path === '/login' || path === '/register') return <Redirect to={wantedPath(search)} replace />
  return (
    <Switch>
      <Route path="/rooms/:roomId/:messageId?">
        {({ roomId, messageId }) => (
          <RoomPage key={roomId} roomId={roomId.toLowerCase()} messageId={seqOf(messageId)} me={user} />
        )}
      </Route>
      <Route path="/admin">
        <Suspense fallback={null}>
          <Admin me={user} />
        </Suspense>
      </Route>
      <Route path="/">
        <Home me={user} />
      </Route>
      <Route>
        <NotFound me={user} />
      </Route>
    </Switch>
  )
}

/** A message is named by its seq; whatever else stands there names none. */
function seqOf(word: string | undefined): number | undefined {
  const seq = Number(word)
  return Number.isSafeInteger(seq) && seq > 0 ? seq : undefined
}

/** Whoever came for a room gets there after the door. */
function Outside() {
  const [path] = useLocation()
  const search = useSearch()
  const isAtDoor = path === '/login' || path === '/register'
  const to = encodeURIComponent(isAtDoor ? wantedPath(search) : path)
  const how = useAccount((account) => (account.at === 'out' ? account.how : 'never'))
  // Whoever was in knows what this is, and wants back in.
  return (
    <Suspense fallback={null}>
      {path === '/' && how === 'never' ? (
        <Landing />
      ) : path === '/register' ? (
        <Register signInPath={`/login?to=${to}`} />
      ) : (
        <SignIn registerPath={`/register?to=${to}`} />
      )}
    </Suspense>
  )
}

/** Only a path of our own: an address from outside must not lead away. */
function wantedPath(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/'
  return /^\/(admin|rooms\/[0-9a-f-]+(\/\d+)?)?$/i.test(to) ? to : '/'
}

function Waiting({ isLong }: { readonly isLong: boolean }) {
  const isOnline = navigator.onLine
  return (
    <main className="stage grid min-h-0 grow place-items-center">
      <div className="late text-center">
        <Wordmark className="text-[4rem]" />
        <p role="status" className="mt-4 text-[.9375rem] text-muted">
          {isLong
            ? isOnline
              ? t`The server does not answer. Trying again by itself.`
              : t`You are offline. This page goes on by itself once you are back.`
            : t`Opening…`}
        </p>
        {isLong && (
          <Link
            href="/"
            onClick={() => location.reload()}
            className="mt-2 inline-block min-h-9 text-primary underline underline-offset-4"
          >
            {t`Try now`}
          </Link>
        )}
      </div>
    </main>
  )
}
