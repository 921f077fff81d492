/** @type {import('@lingui/conf').LinguiConfig} */
module.exports = {
  rootDir: '../..',
  sourceLocale: 'en',
  locales: ['en'],
  catalogs: [
    { path: '<rootDir>/src/ui/words/{locale}', include: ['<rootDir>/src'], exclude: ['**/*.test.*'] },
  ],
  formatOptions: { origins: false, lineNumbers: false },
  orderBy: 'message',
}
