import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import {
  workflowDocument,
  workflowSlug,
  type Workflow,
  type WorkflowDocument,
  type WorkflowVersion,
} from '../../types/workflow.ts';
import { notFound } from './faults.ts';
import type { Draft, NewWorkflow, WorkflowRepository, WorkflowVersionInfo } from './repositories.ts';
import type { Tables, WorkflowRow } from './schema.ts';

type ReadDocument = (json: unknown) => WorkflowDocument;

export class KyselyWorkflows implements WorkflowRepository {
  readonly #db: Kysely<Tables>;
  readonly #clock: Clock;
  readonly #readDocument: ReadDocument;

  constructor(
    db: Kysely<Tables>,
    clock: Clock,
    readDocument: ReadDocument = (json) => workflowDocument.parse(json),
  ) {
    this.#db = db;
    this.#clock = clock;
    this.#readDocument = readDocument;
  }

  async create({ slug, name, document }: NewWorkflow): Promise<Workflow> {
    if (!workflowSlug.safeParse(slug).success) throw new WeaverError('STORE_SLUG_INVALID');
    const now = this.#now();
    const row: WorkflowRow = {
      // An underscore, which no slug may have: an id is never taken for a slug.
      id: `wf_${randomBytes(10).toString('hex')}`,
      slug,
      name,
      draft: written({ ...document, config: { ...document.config, name } }),
      revision: 1,
      published_version: null,
      created_at: now,
      updated_at: now,
    };
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('workflows')
      .values(row)
      .onConflict((c) => c.column('slug').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) throw new WeaverError('STORE_SLUG_TAKEN', { slug });
    return workflowOf(row);
  }

  async list(): Promise<Workflow[]> {
    const rows = await this.#db
      .selectFrom('workflows')
      .select(withoutDraft)
      .orderBy('updated_at', 'desc')
      .orderBy('id')
      .execute();
    return rows.map(workflowOf);
  }

  async get(idOrSlug: string): Promise<Workflow | null> {
    const row = await this.#db
      .selectFrom('workflows')
      .select(withoutDraft)
      .where((e) => e.or([e('id', '=', idOrSlug), e('slug', '=', idOrSlug)]))
      .executeTakeFirst();
    return row ? workflowOf(row) : null;
  }

  async getDraft(id: string): Promise<Draft | null> {
    const row = await this.#db
      .selectFrom('workflows')
      .select(['draft', 'revision'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? { document: this.#read('draft', id, row.draft), etag: etagOf(row.revision) } : null;
  }

  async saveDraft(id: string, document: WorkflowDocument, ifMatchEtag: string | null): Promise<string> {
    return etagOf(await this.#writeDraft(this.#db, id, document, ifMatchEtag));
  }

  async publish(
    id: string,
    note: string,
    ifMatchEtag?: string,
    frozen?: WorkflowDocument,
  ): Promise<WorkflowVersion> {
    return this.#db.transaction().execute(async (trx) => {
      // The update is also the lock: two who publish at once get two numbers.
      const row = await trx
        .updateTable('workflows')
        .set((e) => ({
          published_version: e(e.fn.coalesce('published_version', e.lit(0)), '+', 1),
          updated_at: this.#now(),
        }))
        .where('id', '=', id)
        .$if(ifMatchEtag !== undefined, (q) => q.where('revision', '=', revisionOf(ifMatchEtag)))
        .returning(['draft', 'published_version'])
        .executeTakeFirst();
      if (!row) return this.#refuse(trx, id);
      const document = frozen ?? this.#read('draft', id, row.draft);
      const version = row.published_version ?? 1;
      const publishedAt = this.#now();
      await trx
        .insertInto('workflow_versions')
        .values({
          workflow_id: id,
          version,
          note,
          published_at: publishedAt,
          document: frozen ? JSON.stringify(frozen) : row.draft,
        })
        .execute();
      await takeNumbers(trx, id, document.config.telephone.numbers);
      return { workflowId: id, version, publishedAt, note, document };
    });
  }

  async versions(id: string): Promise<WorkflowVersionInfo[]> {
    const rows = await this.#db
      .selectFrom('workflow_versions')
      .select(['version', 'note', 'published_at'])
      .where('workflow_id', '=', id)
      .orderBy('version', 'desc')
      .execute();
    return rows.map(({ version, note, published_at }) => ({
      workflowId: id,
      version,
      publishedAt: published_at,
      note,
    }));
  }

  async getVersion(id: string, version: number): Promise<WorkflowVersion | null> {
    const row = await this.#db
      .selectFrom('workflow_versions')
      .selectAll()
      .where('workflow_id', '=', id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (!row) return null;
    const document = this.#read('version', `${id}/${version}`, row.document);
    return { workflowId: id, version, publishedAt: row.published_at, note: row.note, document };
  }

  async restore(id: string, version: number, ifMatchEtag?: string): Promise<Draft> {
    return this.#db.transaction().execute(async (trx) => {
      const row = await trx
        .selectFrom('workflow_versions')
        .select('document')
        .where('workflow_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      if (!row) throw notFound('version', `${id}/${version}`);
      const document = this.#read('version', `${id}/${version}`, row.document);
      return { document, etag: etagOf(await this.#writeDraft(trx, id, document, ifMatchEtag ?? null)) };
    });
  }

  async remove(id: string): Promise<void> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('workflows')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (numDeletedRows === 0n) throw notFound('workflow', id);
  }

  async findByNumber(e164: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('workflow_numbers')
      .select('workflow_id')
      .where('number', '=', e164)
      .executeTakeFirst();
    return row?.workflow_id ?? null;
  }

  /** Answers the new revision. */
  async #writeDraft(
    db: Kysely<Tables>,
    id: string,
    document: WorkflowDocument,
    ifMatchEtag: string | null,
  ): Promise<number> {
    const row = await db
      .updateTable('workflows')
      .set((e) => ({
        draft: written(document),
        name: document.config.name,
        revision: e('revision', '+', 1),
        updated_at: this.#now(),
      }))
      .where('id', '=', id)
      .$if(ifMatchEtag !== null, (q) => q.where('revision', '=', revisionOf(ifMatchEtag ?? '')))
      .returning('revision')
      .executeTakeFirst();
    return row ? row.revision : this.#refuse(db, id);
  }

  /** Nothing was updated: because it is not there, or because it has changed. */
  async #refuse(db: Kysely<Tables>, id: string): Promise<never> {
    const row = await db.selectFrom('workflows').select('id').where('id', '=', id).executeTakeFirst();
    throw row ? new WeaverError('STORE_ETAG_MISMATCH') : notFound('workflow', id);
  }

  #read(kind: string, id: string, json: string): WorkflowDocument {
    try {
      return this.#readDocument(JSON.parse(json));
    } catch (cause) {
      throw new WeaverError('STORE_CORRUPT', { kind, id }, { cause });
    }
  }

  #now(): string {
    return new Date(this.#clock.wall()).toISOString();
  }
}

async function takeNumbers(trx: Transaction<Tables>, id: string, numbers: readonly string[]): Promise<void> {
  await trx.deleteFrom('workflow_numbers').where('workflow_id', '=', id).execute();
  for (const number of new Set(numbers)) {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('workflow_numbers')
      .values({ number, workflow_id: id })
      .onConflict((c) => c.column('number').doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows !== 0n) continue;
    const owner = await trx
      .selectFrom('workflow_numbers')
      .innerJoin('workflows', 'workflows.id', 'workflow_numbers.workflow_id')
      .select('workflows.slug')
      .where('number', '=', number)
      .executeTakeFirst();
    throw new WeaverError('STORE_NUMBER_TAKEN', { number, slug: owner?.slug ?? '' });
  }
}

/** Checked on the way in, so that what is stored can always be read again. */
function written(document: WorkflowDocument): string {
  const checked = workflowDocument.safeParse(document);
  if (checked.success) return JSON.stringify(checked.data);
  const [issue] = checked.error.issues;
  throw new WeaverError('STORE_DOCUMENT_INVALID', { reason: `${issue?.path.join('.')}: ${issue?.message}` });
}

const withoutDraft = [
  'id',
  'slug',
  'name',
  'revision',
  'published_version',
  'created_at',
  'updated_at',
] as const satisfies (keyof WorkflowRow)[];

function workflowOf(row: Omit<WorkflowRow, 'draft'>): Workflow {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    etag: etagOf(row.revision),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    publishedVersion: row.published_version,
  };
}

function etagOf(revision: number): string {
  return `d${revision}`;
}

/** 0, which no draft has, for what is not an etag of ours. */
function revisionOf(etag: string | undefined): number {
  const match = /^d([1-9][0-9]{0,8})$/.exec(etag ?? '');
  return match ? Number(match[1]) : 0;
}
