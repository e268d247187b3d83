/** What is said where a node gives no words of its own. Languages without such lines simply hear the question again. */
import { builtInLines } from '../../lib/builtInLines/index.ts';
import type { LocalisedText } from './localised.ts';

export const standardLines = {
  noInput: builtInLines('no-input'),
  noMatch: builtInLines('no-match'),
  confirm: builtInLines('confirm'),
  failedEnd: builtInLines('trouble'),
  failedTransfer: builtInLines('trouble-transfer'),
} as const satisfies Record<string, LocalisedText>;
