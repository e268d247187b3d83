import { homeWords } from './lexiconHome.ts';
import { townWords } from './lexiconTown.ts';
import type { LexiconEntry } from './lexiconEntry.ts';

export const lexiconEntries: readonly LexiconEntry[] = [...townWords, ...homeWords];
