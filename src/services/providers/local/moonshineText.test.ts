import { expect, it } from 'vitest';
import { tidyTranscript } from './moonshineText.ts';

it.each([
  ['To-morrow,', 'Tomorrow,'],
  ['Good-by, that is all,,', 'Goodbye, that is all,'],
  ['see you to-night at the good-bye party...', 'see you tonight at the goodbye party.'],
  ['a to-do list', 'a to-do list'],
  ['', ''],
])('%s → %s', (old, tidy) => expect(tidyTranscript(old)).toBe(tidy));
