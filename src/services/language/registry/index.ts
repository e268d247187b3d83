/** What the language room shows of its registry. */
export type { LanguageMatch, MatchRule } from '../../../lib/languages/match.ts';
export { checkedRecord } from './checked.ts';
export {
  LanguageRegistry,
  languageRegistry,
  MOST_CUSTOM_LANGUAGES,
  unknownLanguage,
  type KnownLanguage,
} from './registry.ts';
export { worksOf } from './works.ts';
