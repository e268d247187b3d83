/**
 * Writes where steps stand, as the builder's own layout puts them: of the templates (src/server/templates/places.ts) and of the
 * examples. Run `node scripts/templatePlaces.ts` after one of them or the layout has changed; a test compares.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { layOut, type Layout } from '../src/components/FlowBuilder/canvas/layout.ts';
import { layoutRequest } from '../src/components/FlowBuilder/canvas/layoutRequest.ts';
import type { NodeSpec } from '../src/components/FlowBuilder/document/spec.ts';
import { nodeTypes, readDocument } from '../src/server/documents.ts';
import { templates } from '../src/server/templates/index.ts';
import { documentOf } from '../src/server/templates/template.ts';
import type { WorkflowDocument } from '../src/types/workflow.ts';

export const placesFile = join(import.meta.dirname, '../src/server/templates/places.ts');

const examples = join(import.meta.dirname, '../examples/workflows');
const specs = new Map((nodeTypes() as unknown as NodeSpec[]).map((spec) => [spec.type, spec]));

export function renderPlaces(): string {
  const blocks = templates().map((template) => {
    const lines = placesOf(documentOf(template, 'en')).map(([id, { x, y }]) => `    ${id}: [${x}, ${y}],`);
    const key = /^\w+$/.test(template.id) ? template.id : `'${template.id}'`;
    return `  ${key}: {\n${lines.join('\n')}\n  },`;
  });
  return `/** Where the steps of each template stand, in pixels of the canvas, Start at the origin. Written by scripts/templatePlaces.ts. */
export const places: Readonly<Record<string, Readonly<Record<string, readonly [x: number, y: number]>>>> = {
${blocks.join('\n')}
};
`;
}

/** Of a document without places: what is written does not depend on what was written before. */
function placesOf(document: WorkflowDocument): Layout['positions'] {
  const nodes = document.flow.nodes.map((node) => ({ ...node, position: { x: 0, y: 0 } }));
  return layOut(layoutRequest({ ...document, flow: { ...document.flow, nodes } }, specs)).positions;
}

async function placeExample(file: string): Promise<void> {
  const document = JSON.parse(readFileSync(file, 'utf8')) as WorkflowDocument;
  const places = new Map(placesOf(readDocument(document)));
  const nodes = document.flow.nodes.map((node) => ({ ...node, position: places.get(node.id) }));
  const text = JSON.stringify({ ...document, flow: { ...document.flow, nodes } }, null, 2);
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

if (import.meta.main) {
  writeFileSync(placesFile, renderPlaces());
  for (const name of readdirSync(examples)) await placeExample(join(examples, name));
}
