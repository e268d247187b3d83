import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import {
  NO_POSTGRES,
  postgresBinaries,
  startPostgres,
  type TestPostgres,
} from '../../../tests/support/postgres.ts';
import { cacheAudioContract } from '../../../tests/support/storage/cacheAudioContract.ts';
import { cacheContract } from '../../../tests/support/storage/cacheContract.ts';
import { cacheOrderContract } from '../../../tests/support/storage/cacheOrderContract.ts';
import { cachePurgeContract } from '../../../tests/support/storage/cachePurgeContract.ts';
import { callContract } from '../../../tests/support/storage/callContract.ts';
import { keyContract } from '../../../tests/support/storage/keyContract.ts';
import { languageContract } from '../../../tests/support/storage/languageContract.ts';
import { monitoringContract } from '../../../tests/support/storage/monitoringContract.ts';
import { settingsContract } from '../../../tests/support/storage/settingsContract.ts';
import { workflowContract } from '../../../tests/support/storage/workflowContract.ts';

function storeContract(makeUrl: () => string): void {
  workflowContract(makeUrl);
  callContract(makeUrl);
  monitoringContract(makeUrl);
  settingsContract(makeUrl);
  keyContract(makeUrl);
  languageContract(makeUrl);
  cacheContract(makeUrl);
  cacheAudioContract(makeUrl);
  cachePurgeContract(makeUrl);
  cacheOrderContract(makeUrl);
}

describe('store on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weaver-store-'));
  let files = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  storeContract(() => `sqlite:${join(folder, `${++files}.db`)}`);
});

const absent = postgresBinaries() === null;
const whyNot = absent ? ` (skipped: ${NO_POSTGRES})` : '';
describe.skipIf(absent)(`store on PostgreSQL${whyNot}`, () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  storeContract(() => server.createDatabase());
});
