import { workflowList } from '../../types/api.ts';
import { createPrinter } from '../output.ts';
import { withServer } from '../withServer.ts';

export async function flowList(options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const { workflows } = await withServer({ store: 'own', note: printer.note }, ({ api }) =>
    api.get('/api/workflows', workflowList),
  );
  printer.result({ workflows }, () =>
    workflows
      .map(({ slug, name, publishedVersion }) => {
        const state = publishedVersion === null ? 'draft only' : `version ${publishedVersion}`;
        return `${slug.padEnd(24)} ${state.padEnd(12)} ${name}`;
      })
      .join('\n'),
  );
}
