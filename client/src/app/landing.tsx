import { t } from '@lingui/core/macro'
import { Link } from 'wouter'
import { Wordmark } from '../ui/wordmark.tsx'
import { Specimen } from './specimen.tsx'

const button =
  'inline-flex min-h-12 items-center justify-center rounded-xs border px-7 font-head text-[1.375rem] tracking-[.07em] max-md:grow'

/** What this is, for whoever comes here for the first time. */
export function Landing() {
  const facts = [
    t`Every line arrives once and in order, also when a server dies under it.`,
    t`Write on while the network is gone: it goes out by itself.`,
    t`Yours to run with one command. No trackers, nothing from elsewhere.`,
  ]
  return (
    <main className="stage flex min-h-0 grow flex-col overflow-y-auto">
      <div className="m-auto grid w-full max-w-[77rem] grid-cols-[minmax(0,5fr)_minmax(0,6fr)] items-center gap-14 px-8 py-10 max-lg:max-w-[40rem] max-lg:grid-cols-1 max-md:gap-10 max-md:px-5">
        <div>
          <p className="font-label text-[.5rem] tracking-[.02em] text-secondary">{t`REAL·TIME·CHAT·APPLICATION`}</p>
          <h1 className="mt-6 mb-8 max-md:mt-5 max-md:mb-6">
            <Wordmark className="text-[clamp(5.5rem,11vw,9.75rem)] leading-[.85]!" />
          </h1>
          <p className="max-w-[26rem] text-[1.1875rem] leading-8 text-text">
            {t`Rooms for people who like their chat fast, plain and theirs.`}
          </p>
          <div className="mt-8 flex flex-wrap gap-3">
            <Link
              href="/login"
              className={`${button} border-primary bg-primary text-on-fill hover:brightness-112 active:translate-y-px`}
            >
              {t`Enter chat`}
            </Link>
            <Link
              href="/register"
              className={`${button} border-edge text-strong hover:bg-raised active:translate-y-px`}
            >
              {t`Create an account`}
            </Link>
          </div>
          <ul className="mt-9 grid max-w-[30rem] gap-3 text-[.875rem] leading-6 text-muted">
            {facts.map((fact) => (
              <li key={fact} className="grid grid-cols-[auto_1fr] gap-3">
                <span aria-hidden className="mt-2 size-2 rounded-[1px] bg-ok" />
                {fact}
              </li>
            ))}
          </ul>
        </div>
        <Specimen />
      </div>
      <footer className="shrink-0 px-5 pb-6 text-center font-tell text-[.875rem] text-muted">
        {t`Rostra · open source under the MIT licence · runs on your own machine`}
      </footer>
    </main>
  )
}
