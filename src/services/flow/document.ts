/** Workflow documents as files: read, brought forward, written. */
import type { z } from 'zod';
import { WeaverError } from '../../types/errors/index.ts';
import { CURRENT_DOCUMENT_VERSION, workflowDocument, type WorkflowDocument } from '../../types/workflow.ts';
import { migrations } from './migrations.ts';

export const MAX_DOCUMENT_CHARACTERS = 5_000_000;

/**
 * A document, as an object or as JSON text, of this version or an older one.
 * @throws WeaverError FLOW_DOCUMENT_INVALID, FLOW_DOCUMENT_TOO_LARGE, FLOW_DOCUMENT_VERSION
 */
export function parseDocument(input: unknown): WorkflowDocument {
  const parsed = workflowDocument.safeParse(migrate(plainJson(input)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new WeaverError('FLOW_DOCUMENT_INVALID', {
    path: issue ? pathOf(issue) : '(document)',
    reason: reasonOf(issue),
    issues: parsed.error.issues.slice(0, 20).map((one) => ({ path: pathOf(one), reason: reasonOf(one) })),
  });
}

/** As a file: indented JSON with a line break at its end. The same document gives the same text. */
export function exportDocument(document: WorkflowDocument): string {
  return `${JSON.stringify(workflowDocument.parse(document), null, 2)}\n`;
}

/** A copy that is certainly JSON: no cycles, no prototypes of anybody's making, no more than the limit. */
function plainJson(input: unknown): unknown {
  if (typeof input === 'string') {
    sized(input.length);
    return readJson(input);
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(input);
  } catch (error) {
    throw new WeaverError(
      'FLOW_DOCUMENT_INVALID',
      { path: '(document)', reason: 'it is not JSON' },
      { cause: error },
    );
  }
  if (text === undefined)
    throw new WeaverError('FLOW_DOCUMENT_INVALID', { path: '(document)', reason: 'it is not JSON' });
  sized(text.length);
  return readJson(text);
}

function sized(length: number): void {
  if (length > MAX_DOCUMENT_CHARACTERS)
    throw new WeaverError('FLOW_DOCUMENT_TOO_LARGE', { limit: MAX_DOCUMENT_CHARACTERS, unit: 'characters' });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WeaverError(
      'FLOW_DOCUMENT_INVALID',
      { path: '(document)', reason: 'it is not JSON' },
      { cause: error },
    );
  }
}

function migrate(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return document;
  let current = document as Record<string, unknown>;
  const given = current['formatVersion'];
  if (typeof given !== 'number' || !Number.isInteger(given)) return current;
  if (given < 0 || given > CURRENT_DOCUMENT_VERSION)
    throw new WeaverError('FLOW_DOCUMENT_VERSION', { version: given, current: CURRENT_DOCUMENT_VERSION });
  for (let version = given; version < CURRENT_DOCUMENT_VERSION; version++) {
    const forward = migrations[version];
    if (!forward)
      throw new WeaverError('FLOW_DOCUMENT_VERSION', { version: given, current: CURRENT_DOCUMENT_VERSION });
    current = forward(current);
  }
  return current;
}

function pathOf(issue: z.core.$ZodIssue): string {
  return issue.path.length === 0 ? '(document)' : issue.path.map(String).join('.').slice(0, 200);
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  return (issue?.message ?? 'not valid').slice(0, 300);
}
