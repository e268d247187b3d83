/** Which workflow answers a call. */
import type { FlowLibrary } from '../services/flow/index.ts';
import type { Store } from '../services/storage/index.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { Workflow, WorkflowDocument } from '../types/workflow.ts';
import { frozen, libraryFor } from './subflows.ts';

/** A workflow version that calls reach. */
export interface Line {
  readonly workflowId: string;
  readonly slug: string;
  /** 0: the draft. */
  readonly version: number;
  /** Different for every content: of the draft the etag and the versions that it runs, of a version its number. */
  readonly edition: string;
  readonly document: WorkflowDocument;
  /** Flows that it runs as steps. */
  readonly library: FlowLibrary;
}

export interface LineWish {
  /** From the webhook's `?workflow=`. */
  readonly workflow?: string | undefined;
  /** The number that was called. */
  readonly to?: string | undefined;
  /** The draft instead of the published version. */
  readonly draft?: boolean;
  /** This version, though another may be the published one. */
  readonly version?: number | undefined;
}

/**
 * The named workflow, else the one that has the number, else the server's default.
 *
 * @throws WeaverError API_WORKFLOW_UNKNOWN, API_NOT_PUBLISHED
 */
export async function findLine(store: Store, wish: LineWish, defaultWorkflow: string | null): Promise<Line> {
  const workflow = await findWorkflow(store, wish, defaultWorkflow);
  if (!workflow) throw new WeaverError('API_WORKFLOW_UNKNOWN');
  if (wish.draft) return draftLine(store, workflow);
  return wish.version === undefined
    ? publishedLine(store, workflow)
    : versionLine(store, workflow, wish.version);
}

async function findWorkflow(store: Store, wish: LineWish, fallback: string | null): Promise<Workflow | null> {
  if (wish.workflow !== undefined) return store.workflows.get(wish.workflow);
  const id = wish.to === undefined ? null : await store.workflows.findByNumber(wish.to);
  const name = id ?? fallback;
  return name === null ? null : store.workflows.get(name);
}

export async function publishedLine(store: Store, workflow: Workflow): Promise<Line> {
  const { slug, publishedVersion } = workflow;
  if (publishedVersion === null) throw new WeaverError('API_NOT_PUBLISHED', { slug });
  return versionLine(store, workflow, publishedVersion);
}

async function versionLine(store: Store, workflow: Workflow, wanted: number): Promise<Line> {
  const { id, slug } = workflow;
  const version = await store.workflows.getVersion(id, wanted);
  if (!version) throw new WeaverError('API_NOT_PUBLISHED', { slug });
  const { version: number, document } = version;
  const library = await libraryFor(store, document, workflow);
  return { workflowId: id, slug, version: number, edition: `v${number}`, document, library };
}

/** What counts of a workflow: the published version, or the draft of one that was never published. */
export async function documentInForce(
  store: Store,
  { id, publishedVersion }: Pick<Workflow, 'id' | 'publishedVersion'>,
): Promise<WorkflowDocument | null> {
  const kept =
    publishedVersion === null
      ? await store.workflows.getDraft(id)
      : await store.workflows.getVersion(id, publishedVersion);
  return kept?.document ?? null;
}

async function draftLine(store: Store, workflow: Workflow): Promise<Line> {
  const { id, slug } = workflow;
  const draft = await store.workflows.getDraft(id);
  if (!draft) throw new WeaverError('API_WORKFLOW_UNKNOWN');
  const document = await frozen(store, draft.document);
  const library = await libraryFor(store, document, workflow);
  const edition = ['draft', draft.etag, ...library.documents.keys()].join('-');
  return { workflowId: id, slug, version: 0, edition, document, library };
}
