import { t } from '@lingui/core/macro'

type Form = readonly [form: RegExp, say: (...found: string[]) => string]

const unkept = () => t`It holds a character that cannot be kept.`

/** The server's sentences about what a person wrote, by their form. Its numbers are its operator's. */
const forms: readonly Form[] = [
  [/^must (?:have|be) (\d+) to (\d+) characters/, (min, max) => t`${min} to ${max} characters.`],
  [/^must (?:not be longer than|be at most) (\d+) characters/, (max) => t`At most ${max} characters.`],
  [/^must be (\d+) to (\d+)\.$/, (min, max) => t`From ${min} to ${max}.`],
  [/^is required\.$|^must not be (?:blank|null)\.$/, () => t`Something must stand here.`],
  [/^must not contain (?:U\+0000|half of|a lone)/, unkept],
  [/^must not contain control/, () => t`It holds a character that nobody sees.`],
  [/^must not contain two spaces/, () => t`No two spaces in a row.`],
  [/^must contain something that can be seen/, () => t`Nobody could see it.`],
  [/^must be one line\.$/, () => t`One line only.`],
  [/^must look like name@example\.org\.$/, () => t`It must look like name@example.org.`],
  [/^must not be your username or e-mail/, () => t`Not your name or address.`],
  [/^is one that many people use/, () => t`Many people use this one. Choose another.`],
  [/^must be later than now, and at most ([\d.]+) days/, (days) => t`At most ${days} days from now.`],
  [/^is the owner's, who is never muted\.$/, () => t`Nobody mutes the owner.`],
  [/^is not one that this \w+ gave\.$/, () => t`The list is too old. Load the page again.`],
  [/^knows “has:link” only\.$/, () => t`After “has:” only “link” is known.`],
  [/^wants a day after “before:”/, () => t`“before:” wants a day, as in before:2026-03-01.`],
  [/^is needed: ask/, () => t`An invitation is needed: ask whoever runs this server.`],
  [/^is not good, or not any more/, () => t`It is not good, or not any more: ask for another.`],
  [/^The room has as many bans/, () => t`The room has as many bans as it may have. Lift one first.`],
  [/^So much has been reported/, () => t`So much is reported here that the owner must look first.`],
  [/^This search takes too long/, () => t`This takes too long. Search one room, or for longer words.`],
  [/^Too much is being searched/, () => t`Many people are searching. Try again in a moment.`],
]

/** The server's sentence in the page's language; as it came, where the server says what this page does not know. */
export function inOurLanguage(sentence: string): string {
  for (const [form, say] of forms) {
    const found = form.exec(sentence)
    if (found) return say(...found.slice(1))
  }
  return sentence
}
