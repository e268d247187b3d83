/** What is selected, as a form; beside it the variables of the flow. */
import { Copy, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import type { FlowNode, FlowProblem } from '../../../types/flow.ts';
import { Button } from '../../ui/button.tsx';
import { Input, Label } from '../../ui/input.tsx';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../../ui/tabs.tsx';
import { nodeOf } from '../document/edit.ts';
import type { NodeSpec } from '../document/spec.ts';
import { NodeIcon } from '../canvas/NodeIcon.tsx';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import { NodeFormContext, type NodeForm } from './context.ts';
import { Problems } from './fields/FieldFrame.tsx';
import { Fields } from './fields/Fields.tsx';
import { useTyped } from './fields/useTyped.ts';
import { NextSteps } from './NextSteps.tsx';
import { withData, type Renamed } from './nodeData.ts';
import type { RootSchema } from './schema/kinds.ts';
import { setAt, type Path } from './schema/paths.ts';
import { shownNames } from './schema/shown.ts';
import { useNodeTexts } from './texts.ts';
import { useView } from '../viewState.ts';
import { useFieldFocus } from './useFieldFocus.ts';
import { TakeInside } from './TakeInside.tsx';
import { TakeWays } from './TakeWays.tsx';
import { Variables } from './Variables.tsx';

/** `null`: nothing is selected; the flow's variables are shown. */
export function Inspector({ nodeId }: { readonly nodeId: string | null }) {
  const { t } = useTranslation('inspector');
  const [tab, setTab] = useState('step');
  const asked = useView((view) => view.variables);
  const focus = useBuilder((state) => state.focus);
  const node = useBuilder((state) => (nodeId === null ? undefined : nodeOf(state.document, nodeId)));
  useEffect(() => {
    if (!focus) return;
    setTab('step');
    useView.setState({ variables: false });
  }, [focus]);
  const shown = node && !asked ? tab : 'variables';
  const show = (wanted: string) => {
    setTab(wanted);
    // The toolbar's button says which of the two is shown.
    if (node) useView.setState({ variables: wanted === 'variables' });
  };
  return (
    <Tabs value={shown} onValueChange={show} className="h-full min-h-0" data-slot="inspector">
      <TabsList aria-label={t('label')} className="px-2">
        {node && <TabsTrigger value="step">{t('tabs.step')}</TabsTrigger>}
        <TabsTrigger value="variables">{t('tabs.variables')}</TabsTrigger>
      </TabsList>
      {node && (
        <TabsContent value="step" className="overflow-y-auto">
          <NodeSettings key={node.id} node={node} />
        </TabsContent>
      )}
      <TabsContent value="variables" className="overflow-y-auto">
        <Variables />
      </TabsContent>
    </Tabs>
  );
}

/** Settings that are drawn apart: outcomes that hang up stand beside where the others lead. */
const ELSEWHERE = ['hangUp'];

function NodeSettings({ node }: { readonly node: FlowNode }) {
  const { t } = useTranslation('inspector');
  const spec = useBuilder((state) => state.nodeTypes.get(node.type));
  const names = useNames();
  const body = useRef<HTMLDivElement>(null);
  const { form, announcement } = useNodeFormOf(node, spec);
  useFieldFocus(node.id, body);
  const schema = (spec?.schema ?? {}) as RootSchema;
  const own = form.problems.filter(({ path }) => {
    const [first] = path ?? [];
    return first === undefined || ELSEWHERE.includes(String(first)) || !shown(schema, node).has(first);
  });
  return (
    <NodeFormContext value={form}>
      <div ref={body} className="space-y-5 p-4">
        <header className="space-y-2">
          <div className="flex items-center gap-2">
            <NodeIcon spec={spec} />
            <h2 className="min-w-0 flex-1 truncate font-semibold">{names.type(node.type)}</h2>
            <span className="flex">
              <NodeActions node={node} />
            </span>
          </div>
          {spec && (
            <p className="text-xs text-muted-foreground">
              {names.t(`about.${spec.type}`, { defaultValue: spec.description })}
            </p>
          )}
          <NameField node={node} placeholder={names.type(node.type)} />
          <Problems problems={own} />
        </header>
        <section aria-label={t('settings')} className="space-y-4">
          {spec ? (
            <>
              <Fields schema={schema} value={node.data} path={[]} without={ELSEWHERE} />
              {node.type === 'frame' && <TakeInside frame={node} />}
              {node.type === 'subflow' && <TakeWays node={node} />}
            </>
          ) : (
            <p role="alert">{t('unknownType', { type: node.type })}</p>
          )}
        </section>
        {spec?.category === 'canvas' ? (
          node.data['flex'] !== true && (
            <p className="border-t pt-4 text-muted-foreground">{t('next.canvas')}</p>
          )
        ) : (
          <section aria-labelledby={`next-${node.id}`} className="space-y-2 border-t pt-4">
            <h3 id={`next-${node.id}`} className="font-semibold">
              {t('next.title')}
            </h3>
            <NextSteps node={node} />
          </section>
        )}
        <p role="status" className="sr-only">
          {announcement}
        </p>
      </div>
    </NodeFormContext>
  );
}

const shown = (schema: RootSchema, node: FlowNode) => new Set<string | number>(shownNames(schema, node.data));

/** What the fields share, and how they change the document. */
function useNodeFormOf(node: FlowNode, spec: NodeSpec | undefined) {
  const all = useBuilder((state) => state.problems);
  const config = useBuilder((state) => state.document.config);
  const declared = useBuilder((state) => state.document.flow.variables);
  const focus = useBuilder((state) => (state.focus?.nodeId === node.id ? state.focus.path : null));
  const texts = useNodeTexts();
  const [language, showLanguage] = useState('');
  const [announcement, announce] = useState('');
  const nodeId = node.id;
  const change = useCallback(
    (path: Path, value: unknown, renamed?: Renamed) => {
      useBuilder.getState().change(
        (document) => {
          const { nodeTypes } = useBuilder.getState();
          const data = setAt(nodeOf(document, nodeId)?.data, path, value) as Record<string, unknown>;
          return withData(document, nodeTypes, nodeId, data, renamed);
        },
        `data:${nodeId}:${path.join('.')}`,
      );
    },
    [nodeId],
  );
  const declareVariable = useCallback((name: string) => {
    const { document, updateVariables } = useBuilder.getState();
    const { variables } = document.flow;
    updateVariables([...variables, { name, type: 'string', description: '', personal: false }]);
  }, []);
  const problems = useMemo(() => ofNode(all, nodeId), [all, nodeId]);
  const form = useMemo<NodeForm>(() => {
    const languages = config.languages.map((one) => one.language);
    return {
      nodeId,
      type: node.type,
      root: (spec?.schema ?? {}) as RootSchema,
      languages,
      variables: declared.map(({ name }) => name),
      problems,
      language: language === '' ? (languages[0] ?? 'default') : language,
      showLanguage,
      focus,
      texts,
      change,
      declareVariable,
      announce,
      fields: (schema, value, path, without) => (
        <Fields {...{ schema, value, path }} without={without ?? []} />
      ),
    };
  }, [nodeId, node.type, spec, config, declared, problems, language, focus, texts, change, declareVariable]);
  return { form, announcement };
}

const ofNode = (problems: readonly FlowProblem[], nodeId: string) =>
  problems.filter((problem) => problem.nodeId === nodeId);

function NameField({ node, placeholder }: { readonly node: FlowNode; readonly placeholder: string }) {
  const { t } = useTranslation('inspector');
  const typed = useTyped(
    node.label ?? '',
    (label) => useBuilder.getState().renameNode(node.id, label),
    'leaving',
  );
  const id = `name-${node.id}`;
  return (
    <div className="space-y-1">
      <Label htmlFor={id}>{t('name')}</Label>
      <Input id={id} {...typed} placeholder={placeholder} maxLength={120} />
    </div>
  );
}

function NodeActions({ node }: { readonly node: FlowNode }) {
  const { t } = useTranslation('inspector');
  // A flow begins somewhere: its start is neither doubled nor deleted.
  if (node.type === 'start') return null;
  const { duplicateNodes, removeNode } = useBuilder.getState();
  return (
    <>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t('duplicate')}
        onClick={() => duplicateNodes([node.id])}
      >
        <Copy aria-hidden />
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label={t('delete')} onClick={() => removeNode(node.id)}>
        <Trash2 aria-hidden />
      </Button>
    </>
  );
}
