/** Opens the store of its first argument, tells its parent how that went, and ends. */
import { openStore } from '../../../src/services/storage/index.ts';

const [, , url = ''] = process.argv;
const answer = await openStore(url).then(
  async (store) => {
    await store.close();
    return 'ok';
  },
  (error: unknown) => String(error),
);
process.send?.(answer, () => process.exit());
