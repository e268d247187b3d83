/** The command line has a sentence for each reason of the response cache, and none for what is no reason. */
import { expect, expectTypeOf, it } from 'vitest';
import type { Decision, MissReason } from '../../src/services/cache/lookup.ts';
import type { Refusal } from '../../src/services/cache/keepable.ts';
import { featureNames } from '../../src/services/cache/evidence/candidates.ts';
import { decisionSentences, refusalSentences, vetoName } from '../../src/cli/commands/cacheReasons.ts';

it('names every reason, checked by its type', () => {
  expectTypeOf<keyof typeof decisionSentences>().toEqualTypeOf<Decision['reason'] | MissReason>();
  expectTypeOf<keyof typeof refusalSentences>().toEqualTypeOf<Refusal>();
  for (const sentence of Object.values(decisionSentences)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  for (const half of Object.values(refusalSentences))
    expect(`Answers that ${half}.`).toMatch(/that [a-z].*[a-z]\)?\.$/);
});

it('names every difference that the cache looks for', () => {
  const kinds = featureNames.flatMap((name) => (name.startsWith('doubt ') ? [name.slice(6)] : []));
  expect(kinds.length).toBeGreaterThan(5);
  for (const kind of kinds) expect(vetoName(kind)).toMatch(/ |“/);
});
