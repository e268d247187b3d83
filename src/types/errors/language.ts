import type { ErrorEntry } from './entry.ts';

export const languageErrors = {
  LANGUAGE_UNKNOWN: {
    status: 404,
    message: 'The language {language} is not known here, and nothing stands for it.',
    fix: 'See `weaver languages` for those that are; add one that is missing with `weaver languages add FILE`.',
  },
  LANGUAGE_RECORD_INVALID: {
    status: 400,
    message: 'The language record is not valid at {path}: {reason}.',
    fix: 'Correct the named place; docs/languages.md shows a record, and `weaver languages show TAG --json` prints one.',
  },
  LANGUAGE_EXISTS: {
    status: 409,
    message: 'There is already a custom language {language}.',
    fix: 'Replace it (`weaver languages add FILE --replace`, PUT), or choose another tag.',
  },
  LANGUAGE_BUILT_IN: {
    status: 409,
    message: 'The language {language} comes along with the server and cannot be changed.',
    fix: 'Add one of your own beside it under a tag that is free: with its script (zh-Hant-HK beside zh-HK), or qaa to qtz.',
  },
  LANGUAGE_IN_USE: {
    status: 409,
    message: 'The published workflow {workflow} is spoken in {language}.',
    fix: 'Publish the workflow without the language first.',
  },
  LANGUAGE_LIMIT: {
    status: 409,
    message: 'There are already {limit} custom languages.',
    fix: 'Remove one that is not used.',
  },
} as const satisfies Record<string, ErrorEntry>;
