/** Small documents for tests. */
export type Raw = Record<string, unknown>;
export const node = (id: string, type: string, data: Raw = {}) => ({ id, type, data });
export const way = (source: string, outcome: string, target: string) => ({
  id: `${source}.${outcome}.${target}`,
  source,
  outcome,
  target,
});
export const doc = (nodes: Raw[], edges: Raw[], variables: Raw[] = [], languages = ['en-US']): Raw => ({
  format: 'call-flow-weaver/workflow',
  formatVersion: 1,
  config: { name: 'Test', languages: languages.map((language) => ({ language })) },
  flow: { nodes, edges, variables },
});
export const hi = node('hi', 'say', { lines: { 'en-US': 'Hi.' } });
export const start = node('start', 'start');
export const end = node('end', 'end');
export const menu = node('ask', 'menu', {
  prompt: { 'en-US': 'Yes?' },
  options: [{ id: 'a', phrases: { 'en-US': ['alpha'] }, digit: '1' }],
  hangUp: ['no-input', 'no-match'],
});
