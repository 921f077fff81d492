import { under } from '../api/base-path.ts'

type Policy = { createScriptURL(url: string): unknown }
type Policies = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy
}

const worker = under('/sw.js')

/**
 * The service worker's address as the browser wants it under trusted types. This is the page's only policy, and it lets through nothing else:
 * whatever made scripts or markup from text would be refused.
 */
export function workerAddress(): string {
  const policies = (globalThis as { readonly trustedTypes?: Policies }).trustedTypes
  if (policies === undefined) return worker
  return policies.createPolicy('rostra', { createScriptURL: () => worker }).createScriptURL(worker) as string
}
