/** Whole flows, and the server's check of them, for tests of the web app. */
import { newDocument, templates } from '../../../src/server/templates/index.ts';
import { validateFlow } from '../../../src/services/flow/index.ts';
import type { FlowProblem } from '../../../src/types/flow.ts';
import type { WorkflowDocument } from '../../../src/types/workflow.ts';

export const wholeFlows = (): readonly (readonly [string, WorkflowDocument])[] =>
  templates().map(({ id }) => [id, newDocument({ slug: 'x', name: 'x', language: 'en-US', template: id })]);

export const problemsIn = (document: WorkflowDocument): readonly FlowProblem[] => validateFlow(document);
