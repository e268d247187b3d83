/** Workflow documents as the API takes and gives them. */
import {
  nodeSpecs,
  parseDocument,
  validateFlow,
  type FlowLibrary,
  type FlowSurroundings,
} from '../services/flow/index.ts';
import { exportDocument } from '../services/flow/index.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { FlowProblem } from '../types/flow.ts';
import type { LanguageTag } from '../types/language.ts';
import { CURRENT_DOCUMENT_VERSION, workflowDocument, type WorkflowDocument } from '../types/workflow.ts';

/** @throws WeaverError FLOW_DOCUMENT_INVALID, FLOW_DOCUMENT_VERSION or FLOW_DOCUMENT_TOO_LARGE. */
export const readDocument: (json: unknown) => WorkflowDocument = parseDocument;

/** As a file: indented, the same text for the same document. */
export const asFile: (document: WorkflowDocument) => string = exportDocument;

/** What validation finds; errors first. `library`: flows that it runs as steps. */
export function inspect(
  document: WorkflowDocument,
  library?: FlowLibrary,
  surroundings?: FlowSurroundings,
): FlowProblem[] {
  const problems = validateFlow(document, library, surroundings);
  return [...blocking(problems), ...problems.filter(({ severity }) => severity !== 'error')];
}

/** The problems that stop a workflow from being published. */
export function blocking(problems: readonly FlowProblem[]): FlowProblem[] {
  return problems.filter(({ severity }) => severity === 'error');
}

export function nodeTypes(): Record<string, unknown>[] {
  return nodeSpecs().map((spec) => ({ ...spec }));
}

/** A slug for a name; Chinese names have no letters to make one of. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '');
  if (slug === '') throw new WeaverError('STORE_SLUG_INVALID');
  return slug;
}

/** What a new workflow is before anybody drew anything: a greeting, then the end. It can be published as it is. */
export function starterDocument(name: string, language: LanguageTag): WorkflowDocument {
  return workflowDocument.parse({
    format: 'call-flow-weaver/workflow',
    formatVersion: CURRENT_DOCUMENT_VERSION,
    config: { name, languages: [{ language }] },
    flow: {
      nodes: [
        { id: 'start', type: 'start', data: { greeting: { [language]: name } }, position: { x: 0, y: 0 } },
        { id: 'end', type: 'end', data: {}, position: { x: 0, y: 160 } },
      ],
      edges: [{ id: 'start-end', source: 'start', outcome: 'next', target: 'end' }],
    },
  });
}
