import { i18n } from '@lingui/core'
import { messages } from './en.ts'

// Before anything else: words that stand in tables are looked up when their module is read.
i18n.loadAndActivate({ locale: 'en', messages })
document.documentElement.lang = i18n.locale
