import { useState } from 'react'
import { Link, Redirect, Route, Switch, useLocation, useSearch } from 'wouter'
import type { Me } from '../api/generated.ts'
import { useAccount } from '../features/accounts/account-store.ts'
import { RegisterPage } from '../features/accounts/register-page.tsx'
import { SignInPage } from '../features/accounts/sign-in-page.tsx'
import { StatusLine } from '../features/status/status-line.tsx'
import { Announcer } from '../ui/announcer.tsx'
import { Toasts } from '../ui/toasts.tsx'
import { Wordmark } from '../ui/wordmark.tsx'
import { Home } from './home.tsx'
import { Combo, KeysDialog } from './keys-dialog.tsx'
import { RoomPage } from './room-page.tsx'
import { useKeys } from './use-keys.ts'
import { useTitle } from './use-title.ts'
import { useQueued, useUnreadRooms } from './use-totals.ts'

export function App() {
  const account = useAccount()
  const queued = useQueued()
  const unreadRooms = useUnreadRooms()
  const [isHelped, setHelped] = useState(false)
  useTitle(unreadRooms)
  useKeys(() => setHelped(true))
  return (
    <div className="flex h-full flex-col">
      <div className="flex min-h-0 grow flex-col">
        {account.at === 'in' ? (
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
        onKeys={() => setHelped(true)}
      />
      {isHelped && <KeysDialog onClose={() => setHelped(false)} />}
      <Toasts />
      <Announcer />
    </div>
  )
}

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
      <Route path="/">
        <Home me={user} />
      </Route>
      <Route>
        <Redirect to="/" replace />
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
  if (path === '/register') return <RegisterPage signInPath={`/login?to=${to}`} />
  return <SignInPage registerPath={`/register?to=${to}`} />
}

/** Only a path of our own: an address from outside must not lead away. */
function wantedPath(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/'
  return /^\/(rooms\/[0-9a-f-]+(\/\d+)?)?$/i.test(to) ? to : '/'
}

function Waiting({ isLong }: { readonly isLong: boolean }) {
  return (
    <main className="stage grid min-h-0 grow place-items-center">
      <div className="late text-center">
        <Wordmark className="text-[4rem]" />
        <p role="status" className="mt-4 text-[.9375rem] text-muted">
          {isLong ? 'The server does not answer. Trying again by itself.' : 'Opening…'}
        </p>
        {isLong && (
          <Link
            href="/"
            onClick={() => location.reload()}
            className="mt-2 inline-block min-h-9 text-primary underline underline-offset-4"
          >
            Try now
          </Link>
        )}
      </div>
    </main>
  )
}
