import { transformAsync } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { makeConfig } from '@lingui/conf'
import type { Plugin } from 'vite'

const linguiConfig = makeConfig({ locales: ['en'], sourceLocale: 'en' })

/** Turns the words in the code, marked by Lingui's macros, into look-ups in the catalog of the language. */
export function words(): Plugin {
  return {
    name: 'words',
    enforce: 'pre',
    async transform(code, id) {
      if (!/\.tsx?$/.test(id) || !code.includes('/macro')) return null
      const made = await transformAsync(code, {
        filename: id,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: [[macros, { linguiConfig }]],
      })
      return made?.code ? { code: made.code, map: made.map ?? null } : null
    },
  }
}
