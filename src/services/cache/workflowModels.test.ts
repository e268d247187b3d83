import { describe, expect, it } from 'vitest';
import type { CacheContents } from '../../types/cacheJournal.ts';
import type { JsonValue } from '../../types/json.ts';
import { FEATURES } from './evidence/candidates.ts';
import type { VerifiedLabel } from './accept/storedLabel.ts';
import { WorkflowModels } from './workflowModels.ts';

/** A look-up whose candidate's first feature tells whether it is right. */
function label(i: number, version: number): VerifiedLabel {
  const right = i % 3 !== 0;
  const features = Array.from({ length: FEATURES }, (_, n) => (n === 0 ? (right ? 3 : -3) : 0));
  const candidates: VerifiedLabel['plain'] = [[features, right]];
  return {
    callSid: `call ${version} ${i}`,
    plain: candidates,
    embedded: candidates,
    exact: null,
    audit: false,
    by: 'agreement',
    version,
    embedder: version === 3 ? 'another' : 'one',
  };
}

const DELTA = 0.05;
const empty: CacheContents = {
  entries: [],
  answers: [],
  observations: [],
  vectors: [],
  labels: [],
  models: [],
};
const filled = (...versions: number[]): WorkflowModels => {
  const models = new WorkflowModels(
    'default',
    () => Promise.resolve(),
    () => '2026-11-26T00:00:00.000Z',
  );
  const labels = versions.flatMap((version) =>
    Array.from({ length: 300 }, (_, i) => {
      const { callSid, ...rest } = label(i, version);
      const json = rest as unknown as JsonValue;
      return { id: callSid, workspace: 'default', workflowId: 'clinic', at: '', callSid, label: json };
    }),
  );
  // oxlint-disable-next-line unicorn/no-array-fill-with-reference-type -- no array
  models.fill({ ...empty, labels });
  return models;
};
const asked = (workflowVersion: number) => ({ workflowId: 'clinic', workflowVersion });

describe('a certificate', () => {
  it('holds for the version whose look-ups were verified, and for no other', async () => {
    const models = filled(1);
    await models.refit('clinic', DELTA);
    expect(models.models(asked(1), DELTA).plain?.certificate).not.toBeNull();
    expect(models.models(asked(2), DELTA).plain).toBeNull();
    await models.close();
  });

  it('of a new version rests on its own look-ups; the old ones teach the model', async () => {
    const models = filled(1);
    models.wanted(asked(2), DELTA);
    await models.refit('clinic', DELTA);
    const fresh = models.models(asked(2), DELTA).plain;
    expect(fresh?.labels).toBe(300);
    expect(fresh?.certificate).toBeNull();
    expect(models.certification('clinic', DELTA)).toMatchObject({ mode: 'shadow', labels: 0 });
    await models.close();
  });

  it('with vectors holds for the embedder that made them', async () => {
    const models = filled(1);
    await models.refit('clinic', DELTA);
    expect(models.models(asked(1), DELTA, 'one').embedded?.certificate).not.toBeNull();
    expect(models.models(asked(1), DELTA, 'another').embedded).toBeNull();
    await models.close();
    const changed = filled(1, 3);
    await changed.refit('clinic', DELTA);
    expect(changed.models(asked(3), DELTA, 'another').embedded?.labels).toBe(300);
    await changed.close();
  });
});
