/** A label as it is written down: features and what was right, no words. */
import { z } from 'zod';
import type { JsonValue } from '../../../types/json.ts';
import type { Candidate } from '../evidence/candidates.ts';
import type { Label } from './acceptModel.ts';

const candidate = z.tuple([z.array(z.number()), z.boolean()]);

export const storedLabel = z.object({
  /** Candidates without and with an embedding: features, and whether it was the right one. */
  plain: z.array(candidate),
  embedded: z.array(candidate).nullable(),
  /** What the exact layer had: calls that agreed, calls that did not, whether they were right. */
  exact: z.tuple([z.number(), z.number(), z.boolean()]).nullable(),
  /** The answer had been served before it was verified. */
  audit: z.boolean(),
  by: z.enum(['agreement', 'operator']),
  /** The workflow's version that was asked, and whose vectors were compared. A certificate holds for these only. */
  version: z.number().default(-1),
  embedder: z.string().default(''),
});
export type StoredLabel = z.infer<typeof storedLabel>;

export interface VerifiedLabel extends StoredLabel {
  readonly callSid: string;
}

/** Candidates kept of one look-up: the others had no chance. */
const KEPT = 4;

/** The likeliest of them, with the right one among them if it is there at all. */
export function keptCandidates(
  candidates: readonly Candidate[],
  right: string | null,
): [number[], boolean][] {
  const chance = ({ features }: Candidate) => features.reduce((sum, value) => sum + value, 0);
  const sorted = [...candidates].sort((a, b) => chance(b) - chance(a));
  const kept = sorted.slice(0, KEPT);
  const rightOne = sorted.find(({ answer }) => answer === right);
  if (rightOne && !kept.includes(rightOne)) kept[KEPT - 1] = rightOne;
  return kept.map(({ features, answer }) => [
    [...features].map((value) => Math.round(value * 1e4) / 1e4),
    answer === right,
  ]);
}

export function readLabel(json: JsonValue, callSid: string): VerifiedLabel | null {
  const parsed = storedLabel.safeParse(json);
  return parsed.success ? { ...parsed.data, callSid } : null;
}

/** With so many, languages without an embedder are judged by their own. */
const ENOUGH = 60;

/** What a certificate is for. */
export interface Basis {
  readonly version: number;
  /** '' = none. */
  readonly embedder: string;
}

/** Labels of other versions teach the models; only the version's own certify them. Vectors of two embedders are not alike. */
export function labelsFor(
  labels: readonly VerifiedLabel[],
  kind: 'plain' | 'embedded',
  { version, embedder }: Basis,
): Label[] {
  const never = labels.filter(({ embedded }) => embedded === null);
  const own = kind === 'plain' && never.length >= ENOUGH ? never : labels;
  return own.flatMap((label): Label[] => {
    const candidates = label[kind];
    if (candidates === null || candidates.length === 0) return [];
    if (kind === 'embedded' && label.embedder !== embedder) return [];
    return [
      {
        call: label.callSid,
        candidates: candidates.map(([features, right]) => ({ features, right })),
        certifies: label.version === version,
      },
    ];
  });
}
