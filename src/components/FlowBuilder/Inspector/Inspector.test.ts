// @vitest-environment happy-dom
/** The form of every node type that this server serves: nothing is left out, everything has a name in every language. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addTexts, pageLanguages, translatorOf } from '../../lib/i18n.ts';
import type { Texts } from '../../lib/translator.ts';
import { newData, type NodeSpec } from '../document/spec.ts';
import { Inspector } from './Inspector.tsx';
import { newEntry } from './schema/entries.ts';
import { fieldKind, resolved, type FieldSchema, type RootSchema } from './schema/kinds.ts';
import { isObject } from './schema/paths.ts';
import { nodeTexts } from './texts.ts';
import { useBuilder } from '../store.ts';
import { workflowsQuery } from '../../api/queries.ts';
import { servedNodeTypes } from '../../../../tests/support/web/nodeTypes.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';

const specs = servedNodeTypes().map((spec) => spec as unknown as NodeSpec);
const byType = new Map(specs.map((spec) => [spec.type, spec]));

beforeAll(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  for (const page of pageLanguages)
    for (const name of ['common', 'builder', 'inspector']) {
      const { default: texts } = (await import(`../../../locales/${page}/${name}.json`)) as {
        default: Texts;
      };
      addTexts(page, name, texts);
    }
});

/** What fields ask the server is known already. */
const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
client.setQueryData(workflowsQuery.queryKey, []);

let root: Root | undefined;
afterEach(async () => {
  await act(async () => root?.unmount());
  root = undefined;
  document.body.replaceChildren();
});

/** Shows one node of the type, with the settings, and opens every entry. */
async function show(spec: NodeSpec, data: Record<string, unknown>): Promise<HTMLElement> {
  useBuilder.getState().open(
    'flow',
    {
      format: 'call-flow-weaver/workflow',
      formatVersion: 1,
      config: { name: 'x', languages: [{ language: 'en-US' }, { language: 'zh-HK' }] } as WorkflowConfig,
      flow: {
        nodes: [{ id: 'n', type: spec.type, data }],
        edges: [],
        variables: [{ name: 'day', type: 'string', description: '', personal: false }],
      },
    },
    byType,
  );
  const place = document.createElement('div');
  document.body.append(place);
  const made = createRoot(place);
  root = made;
  await act(async () =>
    made.render(createElement(QueryClientProvider, { client }, createElement(Inspector, { nodeId: 'n' }))),
  );
  for (let round = 0; round < 5; round++) {
    const closed = [...place.querySelectorAll<HTMLElement>('[data-do="toggle"][aria-expanded="false"]')];
    if (closed.length === 0) break;
    await act(async () => closed.forEach((button) => button.click()));
  }
  return place;
}

/** Settings in which every list has an entry, every optional object is there and every setting means something. */
function full(
  schema: FieldSchema,
  name: string,
  root: RootSchema,
  only: Record<string, unknown> = {},
): unknown {
  const own = resolved(schema, root);
  const kind = fieldKind(own, name, root);
  if (kind.kind === 'list') return [full(kind.items, name, root)];
  if (kind.kind === 'map') return { x: 'y' };
  if (kind.kind !== 'group') return own.default ?? undefined;
  return {
    ...(newEntry(own, name, []) as object),
    ...Object.fromEntries(
      Object.entries(kind.properties).map(([inner, one]) => [inner, full(one, inner, root)]),
    ),
    ...only,
  };
}

/** Places of all settings, as the form marks them: `options/0/digit`. */
function places(schema: FieldSchema, name: string, root: RootSchema, value: unknown, path: string): string[] {
  const own = resolved(schema, root);
  const kind = fieldKind(own, name, root);
  const at = path === '' ? [] : [path];
  const below = (step: string | number) => (path === '' ? String(step) : `${path}/${step}`);
  if (kind.kind === 'list')
    return [
      ...at,
      ...((value as unknown[]) ?? []).flatMap((one, i) => places(kind.items, name, root, one, below(i))),
    ];
  if (kind.kind !== 'group') return at;
  const settings = isObject(value) ? value : {};
  return [
    ...at,
    ...Object.entries(kind.properties).flatMap(([inner, one]) => {
      const { when } = one;
      if (when && !when.values.includes(settings[when.setting] ?? kind.properties[when.setting]?.default))
        return [];
      return places(one, inner, root, settings[inner], below(inner));
    }),
  ];
}

/** Every value of the setting on which others depend, so that each of them is seen. */
function forms(schema: RootSchema): Record<string, unknown>[] {
  const made = full(schema, '', schema) as Record<string, unknown>;
  const variants: Record<string, unknown>[] = [made];
  const walk = (one: FieldSchema, put: (patch: Record<string, unknown>) => Record<string, unknown>) => {
    for (const [name, inner] of Object.entries(one.properties ?? {})) {
      for (const value of inner.when?.values ?? [])
        variants.push(put({ [inner.when?.setting ?? '']: value }));
      const items = inner.items;
      const entry = Array.isArray(made[name]) ? (made[name] as unknown[])[0] : undefined;
      if (items?.properties && isObject(entry))
        walk(items, (patch) => ({ ...made, [name]: [{ ...entry, ...patch }] }));
    }
  };
  walk(schema, (patch) => ({ ...made, ...patch }));
  return variants;
}

describe.each(specs.map((spec) => [spec.type, spec] as const))('%s', (type, spec) => {
  const schema = spec.schema as RootSchema;

  it('leaves no setting out', async () => {
    for (const data of forms(schema)) {
      const place = await show(spec, data);
      const drawn = new Set(
        [...place.querySelectorAll('[data-path]')].map((one) => one.getAttribute('data-path')),
      );
      const wanted = places(schema, '', schema, data, '').filter((at) => at !== 'hangUp');
      expect(wanted.filter((at) => !drawn.has(at))).toEqual([]);
      await act(async () => root?.unmount());
    }
  });

  it('gives every control a name', async () => {
    const place = await show(spec, full(schema, '', schema) as Record<string, unknown>);
    for (const control of place.querySelectorAll<HTMLElement>('input, textarea, select, button')) {
      const label = control.id && place.querySelector(`label[for="${CSS.escape(control.id)}"]`)?.textContent;
      const name = control.getAttribute('aria-label') ?? (label || control.textContent);
      expect(name?.trim(), control.outerHTML.slice(0, 200)).toBeTruthy();
    }
  });

  it('draws a new node', async () => {
    expect((await show(spec, newData(spec))).textContent).toContain('Name');
  });

  it.each(pageLanguages)('is named in %s', (page) => {
    const t = translatorOf(page, ['inspector']);
    const texts = nodeTexts(t);
    const untranslated: string[] = [];
    const walk = (given: FieldSchema, name: string, address: string) => {
      const own = resolved(given, schema);
      const kind = fieldKind(own, name, schema);
      if (name !== '' && texts.knows(address) === undefined) untranslated.push(address);
      if (kind.kind === 'choice')
        for (const value of kind.values)
          if (t(`values.${name}/${String(value)}`, { defaultValue: '', raw: true }) === '')
            untranslated.push(`${address} = ${String(value)}`);
      const inner =
        kind.kind === 'group' ? kind.properties : kind.kind === 'list' ? kind.items.properties : {};
      for (const [one, sub] of Object.entries(inner ?? {})) walk(sub, one, `${address}/${one}`);
    };
    walk(schema, '', type);
    expect(untranslated).toEqual([]);
  });
});

describe('the form', () => {
  const spec = (type: string) => byType.get(type) as NodeSpec;
  const dataNow = () => useBuilder.getState().document.flow.nodes[0]?.data;
  const press = async (place: HTMLElement, selector: string) =>
    act(async () => place.querySelector<HTMLElement>(selector)?.click());

  it('writes what is typed into the language that is shown', async () => {
    const place = await show(spec('say'), { lines: { 'en-US': 'Hi' } });
    await press(place, '[data-language="zh-HK"]');
    const area = place.querySelector<HTMLTextAreaElement>('[data-path="lines"] textarea');
    await act(async () => type(area, '你好'));
    expect(dataNow()).toMatchObject({ lines: { 'en-US': 'Hi', 'zh-HK': '你好' } });
  });

  it('adds, moves and removes entries', async () => {
    const place = await show(spec('branch'), { rules: [{ id: 'a', when: '1' }] });
    await press(place, '[data-path="rules"] > [data-do="add"]');
    expect(dataNow()).toMatchObject({ rules: [{ id: 'a' }, { id: 'rule-2', when: '' }] });
    await press(place, '[data-path="rules/1"] [data-do="up"]');
    expect(dataNow()).toMatchObject({ rules: [{ id: 'rule-2' }, { id: 'a' }] });
    await press(place, '[data-path="rules/0"] [data-do="remove"]');
    expect(dataNow()?.['rules']).toEqual([{ id: 'a', when: '1' }]);
  });

  it('shows a problem once, under its field', async () => {
    const place = await show(spec('branch'), { rules: [{ id: 'a', when: '1 +' }] });
    const problem = {
      code: 'FLOW_EXPRESSION_SYNTAX',
      severity: 'error' as const,
      message: 'Never true.',
      nodeId: 'n',
      path: ['rules', 0, 'when'],
    };
    await act(async () => useBuilder.getState().setProblems([problem], 'fresh'));
    expect(place.textContent.split('Never true.')).toHaveLength(2);
    const area = place.querySelector('[data-path="rules/0/when"] textarea');
    expect(area?.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(area?.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'Never true.',
    );
  });

  it('connects an outcome by its select, and hangs up on purpose', async () => {
    const place = await show(spec('say'), { lines: {} });
    const select = [...place.querySelectorAll('select')].at(-1);
    await act(async () => type(select, '\u0000hang-up', 'change'));
    expect(dataNow()?.['hangUp']).toEqual(['next']);
  });

  function type(
    control: HTMLTextAreaElement | HTMLSelectElement | null | undefined,
    text: string,
    event = 'input',
  ): void {
    if (!control) throw new Error('no control');
    const proto = Object.getPrototypeOf(control) as object;
    Object.getOwnPropertyDescriptor(proto, 'value')?.set?.call(control, text);
    control.dispatchEvent(new Event(event, { bubbles: true }));
  }
});
