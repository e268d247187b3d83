import type { LineSet } from '../types.ts';
import { yueHk } from './yueHk.ts';

/** On the telephone Macau asks and answers as Hong Kong does; what differs is words for things (cantonese/lexicon.ts). */
export const yueMo = { ...yueHk, language: 'zh-MO', checked: false } as const satisfies LineSet;
