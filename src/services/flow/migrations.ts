/**
 * Steps from one format version to the next, by the version they start from. Each takes a document of its version as it
 * came (nothing is checked yet) and leaves what it does not understand for the schema to refuse.
 */
type Raw = Record<string, unknown>;

export const migrations: Readonly<Record<number, (document: Raw) => Raw>> = {
  /**
   * Version 0, of the first trials: setup and graph side by side, connections as `links` with `from` and `to`, variables
   * as an object of initial values, one `text` per Say node.
   */
  0: ({ settings, nodes, links, variables }) => ({
    format: 'call-flow-weaver/workflow',
    formatVersion: 1,
    config: settings,
    flow: {
      nodes: listOf(nodes).map(sayLines),
      edges: listOf(links).map((link, i) => ({
        id: `e${i + 1}`,
        source: link['from'],
        outcome: link['outcome'] ?? 'next',
        target: link['to'],
      })),
      variables: Object.entries(objectOf(variables)).map(([name, initial]) => ({
        name,
        type: typeOf(initial),
        initial,
      })),
    },
  }),
};

function sayLines(node: Raw): Raw {
  const data = objectOf(node['data']);
  if (node['type'] !== 'say' || typeof data['text'] !== 'string') return node;
  const { text, ...rest } = data;
  return { ...node, data: { ...rest, lines: { default: text } } };
}

function listOf(value: unknown): Raw[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function objectOf(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'object'
    ? typeof value
    : 'string';
}
