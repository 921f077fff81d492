import { t } from '@lingui/core/macro'

const browsers = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const

const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const

/** What a browser calls itself, in words that its owner would use. What is not understood is shown as it is. */
export function deviceName(device: string | undefined): string {
  if (!device) return t`Unknown device`
  const browser = browsers.find(([mark]) => device.includes(`${mark}/`))?.[1]
  const system = systems.find(([mark]) => device.includes(mark))?.[1]
  return [browser, system].filter(Boolean).join(' on ') || device
}
