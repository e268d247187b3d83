/**
 * The HTTP API and the live feed: requests and responses. One place for the server, its clients and the documentation
 * (`/api/openapi.json`, `jsonSchema.ts`). Instants are ISO 8601 in UTC; lengths of time are milliseconds.
 */
import { z } from 'zod';
import { cacheKeeping, cacheState } from './apiCache.ts';
import { call, callEnd } from './call.ts';
import { flowProblem } from './flow.ts';
import { languageTag } from './language.ts';
import { turn } from './turn.ts';
import { workflow, workflowDocument, workflowSlug } from './workflow.ts';

export * from './apiCache.ts';
export * from './apiLanguages.ts';
export * from './apiLive.ts';
export * from './languagePlan.ts';
export * from './apiPreparation.ts';
export * from './apiProviders.ts';
export * from './apiMonitoring.ts';
export * from './apiTemplates.ts';
export * from './apiPerformance.ts';
export * from './apiSetup.ts';

// ---------------------------------------------------------------- errors

export const apiError = z
  .object({
    error: z.object({
      /** From the error table, `docs/errors.md`. */
      code: z.string(),
      message: z.string(),
      /** What to do about it. */
      fix: z.string(),
      detail: z.record(z.string(), z.unknown()).optional(),
    }),
  })
  .meta({ id: 'ApiError' });
export type ApiError = z.infer<typeof apiError>;

// ---------------------------------------------------------------- signing in

/** What a key may do. `read`: workflows, figures; `write`: workflows; `calls`: what callers said; `admin`: all the rest. */
export const apiScope = z.enum(['read', 'write', 'calls', 'admin']).meta({ id: 'ApiScope' });
export type ApiScope = z.infer<typeof apiScope>;

export const sessionRequest = z.object({ token: z.string().min(1).max(512) }).meta({ id: 'SessionRequest' });

export const session = z
  .object({
    signedIn: z.boolean(),
    /** `local`: this machine's own user, no token needed; `none`: sign in first. */
    via: z.enum(['local', 'session', 'token', 'key', 'none']),
    scopes: z.array(apiScope),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

const nullableInstant = z.iso.datetime().nullable();

export const apiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    createdAt: z.iso.datetime(),
    lastUsedAt: nullableInstant,
    revokedAt: nullableInstant,
  })
  .meta({ id: 'ApiKey' });

export const createApiKey = z
  .object({ name: z.string().min(1).max(120), scopes: z.array(apiScope).min(1) })
  .meta({ id: 'CreateApiKey' });

/** The only time that the secret is shown. */
export const createdApiKey = apiKey.extend({ secret: z.string() }).meta({ id: 'CreatedApiKey' });

export const apiKeyList = z.object({ keys: z.array(apiKey) }).meta({ id: 'ApiKeyList' });

// ---------------------------------------------------------------- workflows

export const workflowList = z.object({ workflows: z.array(workflow) }).meta({ id: 'WorkflowList' });

/** Without a document and without a template the workflow begins with a greeting and an end. */
export const createWorkflow = z
  .object({
    slug: workflowSlug,
    name: z.string().min(1).max(120),
    language: languageTag.default('en-US'),
    /** A workflow document of this or an older format. */
    document: z.unknown().optional(),
    /** Of `GET /templates`; its steps are named in `language` where it has names for it. */
    template: z.string().max(64).optional(),
  })
  .meta({ id: 'CreateWorkflow' });

/** `slug` absent: made from the document's name. */
export const importWorkflow = z
  .object({ slug: workflowSlug.optional(), document: z.unknown() })
  .meta({ id: 'ImportWorkflow' });

export const draft = z.object({ document: workflowDocument, etag: z.string() }).meta({ id: 'Draft' });

export const savedDraft = z
  .object({ etag: z.string(), problems: z.array(flowProblem) })
  .meta({ id: 'SavedDraft' });

export const validation = z
  .object({
    /** No problem of severity `error`. */
    ok: z.boolean(),
    problems: z.array(flowProblem),
  })
  .meta({ id: 'Validation' });
export type Validation = z.infer<typeof validation>;

export const publishRequest = z
  .object({ note: z.string().max(2_000).default('') })
  .meta({ id: 'PublishRequest' });

export const workflowVersionInfo = z
  .object({
    workflowId: z.string(),
    version: z.number().int().positive(),
    publishedAt: z.iso.datetime(),
    note: z.string(),
  })
  .meta({ id: 'WorkflowVersionInfo' });

export const workflowVersionList = z
  .object({ versions: z.array(workflowVersionInfo) })
  .meta({ id: 'WorkflowVersionList' });

/** The node types of this server, as the flow engine describes them. */
export const nodeTypeList = z
  .object({ nodeTypes: z.array(z.record(z.string(), z.unknown())) })
  .meta({ id: 'NodeTypeList' });

// ---------------------------------------------------------------- calls

/** Of the query string. */
export const callQuery = z.object({
  workflow: z.string().optional().describe('Id or slug'),
  version: z.coerce.number().int().nonnegative().optional().describe('0 = the draft'),
  status: z.enum(['live', 'ended']).optional(),
  from: z.iso.datetime({ offset: true }).optional().describe('Started at or after'),
  to: z.iso.datetime({ offset: true }).optional().describe('Started before'),
  language: languageTag.optional(),
  end: callEnd.optional(),
  origin: z.enum(['measured', 'simulated']).optional(),
  errors: z.stringbool().optional().describe('Whether errors were met on the way'),
  minLatency: z.coerce
    .number()
    .min(0)
    .optional()
    .describe('A turn took at least so many ms, speech end → audio'),
  number: z
    .string()
    .regex(/^\+?[0-9]{1,15}$/)
    .optional()
    .describe('Part of the number that called or was called'),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(512).optional().describe('nextCursor of the page before'),
});

/** `slowestMs`: speech end → audio of its slowest turn; null where none was measured. */
export const listedCall = call.extend({ slowestMs: z.number().nullable() }).meta({ id: 'ListedCall' });
export type ListedCall = z.infer<typeof listedCall>;

export const callPage = z
  .object({ calls: z.array(listedCall), nextCursor: z.string().nullable() })
  .meta({ id: 'CallPage' });

/** `recording`: whether its sound is kept; while the call goes on, it is not there yet. */
export const callDetail = z
  .object({ call, turns: z.array(turn), recording: z.boolean() })
  .meta({ id: 'CallDetail' });

export const turnList = z.object({ turns: z.array(turn) }).meta({ id: 'TurnList' });

export const callEventList = z
  .object({ events: z.array(z.object({ seq: z.number().int(), at: z.number(), event: z.unknown() })) })
  .meta({ id: 'CallEventList' });

export const replayResult = z
  .object({
    callSid: z.string(),
    /** Whether the same events gave the same turns once more. */
    same: z.boolean(),
    stored: z.array(turn),
    replayed: z.array(turn),
    path: z.array(z.object({ nodeId: z.string(), nodeType: z.string(), outcome: z.string().optional() })),
    events: z.number().int(),
  })
  .meta({ id: 'ReplayResult' });
export type ReplayResult = z.infer<typeof replayResult>;

// ---------------------------------------------------------------- the server

/** Kept in the store; what the environment sets wins over it. No secrets. */
export const serverSettings = z
  .object({
    /** The https address by which carriers reach this server. */
    publicUrl: z
      .url({ protocol: /^https$/ })
      .max(200)
      .nullable()
      .default(null),
    /** Slug of the workflow that answers numbers which no workflow claims; null: "not in service". */
    defaultWorkflow: workflowSlug.nullable().default(null),
  })
  .meta({ id: 'ServerSettings' });
export type ServerSettings = z.infer<typeof serverSettings>;

export const settingsAnswer = z
  .object({
    settings: serverSettings,
    /** The address in force, wherever it was set. */
    publicUrl: z.string().nullable(),
    /** Names of environment variables that are set and win. Never their values. */
    fromEnvironment: z.array(z.string()),
  })
  .meta({ id: 'SettingsAnswer' });

const capability = z.object({
  name: z.string(),
  ready: z.boolean(),
  /** One sentence each, that a business can rely on. */
  can: z.string(),
  cannot: z.string(),
  /** What is missing, with the way out, when it is not ready. */
  missing: z.string().nullable(),
});
export type Capability = z.infer<typeof capability>;

export const capabilities = z
  .object({
    version: z.string(),
    carriers: z.array(capability),
    recognisers: z.array(capability),
    synthesisers: z.array(capability),
    models: z.array(capability),
    embedders: z.array(capability),
    /** What the response cache does for each workflow. */
    cache: z.array(cacheState),
    /** What this server cannot do as it is set up, each with the way out. */
    limits: z.array(z.string()),
  })
  .meta({ id: 'Capabilities' });
export type Capabilities = z.infer<typeof capabilities>;

export const health = z.object({ ok: z.boolean() }).meta({ id: 'Health' });

export const readiness = z
  .object({
    ready: z.boolean(),
    draining: z.boolean(),
    liveCalls: z.number().int(),
    checks: z.object({
      store: z.boolean(),
      providers: z.enum(['warming', 'warm', 'degraded']),
      /** `memory` does not keep calls from being answered. */
      cache: cacheKeeping,
    }),
  })
  .meta({ id: 'Readiness' });

// ---------------------------------------------------------------- the simulated carrier

export const simulatorAccount = z
  .object({ accountSid: z.string(), authToken: z.string() })
  .meta({ id: 'SimulatorAccount' });
export type SimulatorAccount = z.infer<typeof simulatorAccount>;

export const spokenRequest = z.object({ text: z.string().min(1).max(2_000) }).meta({ id: 'SpokenRequest' });
