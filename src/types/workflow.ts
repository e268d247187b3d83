import { z } from 'zod';
import { flow } from './flow.ts';
import { workflowConfig } from './workflowConfig.ts';

/** The format number that this server writes. Older documents are brought forward by `migrateDocument`. */
export const CURRENT_DOCUMENT_VERSION = 1;

/** A workflow as a file: what is exported, imported, stored as a draft and frozen as a version. */
export const workflowDocument = z
  .object({
    format: z.literal('call-flow-weaver/workflow'),
    formatVersion: z.literal(CURRENT_DOCUMENT_VERSION),
    config: workflowConfig,
    flow,
  })
  .meta({ id: 'WorkflowDocument' });
export type WorkflowDocument = z.infer<typeof workflowDocument>;

export const workflowSlug = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/, 'small letters, digits and hyphens');

/** A workflow as the store knows it. `etag` changes with every saved draft. */
export const workflow = z
  .object({
    id: z.string(),
    slug: workflowSlug,
    name: z.string(),
    etag: z.string(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    /** Newest published version, if any. */
    publishedVersion: z.number().int().positive().nullable(),
  })
  .meta({ id: 'Workflow' });
export type Workflow = z.infer<typeof workflow>;

/** An immutable published version. */
export const workflowVersion = z
  .object({
    workflowId: z.string(),
    version: z.number().int().positive(),
    publishedAt: z.iso.datetime(),
    note: z.string(),
    document: workflowDocument,
  })
  .meta({ id: 'WorkflowVersion' });
export type WorkflowVersion = z.infer<typeof workflowVersion>;
