/** Two states of the flow side by side, in words. */
import { ArrowRight, Minus, Pencil, Plus } from 'lucide-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import type { WorkflowDocument } from '../../../types/workflow.ts';
import { Label, Select } from '../../ui/input.tsx';
import { Failure, Loading } from '../../ui/state.tsx';
import { nodeOf } from '../document/edit.ts';
import { useNodeTexts, type NodeTexts } from '../Inspector/texts.ts';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import {
  compare,
  HANG_UP,
  ORDER,
  type Comparison,
  type Path,
  type SettingChange,
  type What,
} from './compare.ts';
import { versionQuery, type VersionInfo } from './versionQueries.ts';

/** A version's number, or the draft as it is in this page. */
export type Side = number | 'draft';

interface ComparePanelProps {
  readonly workflowId: string;
  readonly versions: readonly VersionInfo[];
  readonly sides: readonly [Side, Side];
  readonly onSides: (sides: readonly [Side, Side]) => void;
}

export function ComparePanel({ workflowId, versions, sides, onSides }: ComparePanelProps) {
  const { t } = useTranslation('inspector');
  const [from, to] = sides;
  const before = useSide(workflowId, from);
  const after = useSide(workflowId, to);
  const comparison = useMemo(
    () => (before.document && after.document ? compare(before.document, after.document) : null),
    [before.document, after.document],
  );
  const error = before.error ?? after.error;
  return (
    <section aria-labelledby="compare-title" className="space-y-3">
      <h3 id="compare-title" className="font-semibold">
        {t('compare.title')}
      </h3>
      <div className="flex items-end gap-2">
        <SideSelect
          label={t('compare.from')}
          value={from}
          versions={versions}
          onSide={(side) => onSides([side, to])}
        />
        <ArrowRight aria-hidden className="mb-2 size-4 shrink-0 text-muted-foreground" />
        <SideSelect
          label={t('compare.to')}
          value={to}
          versions={versions}
          onSide={(side) => onSides([from, side])}
        />
      </div>
      {error !== null && <Failure error={error} />}
      {error === null && !comparison && <Loading />}
      {comparison && before.document && after.document && (
        <Differences comparison={comparison} before={before.document} after={after.document} />
      )}
    </section>
  );
}

function useSide(workflowId: string, side: Side) {
  const draft = useBuilder((state) => state.document);
  const version = useQuery({
    ...versionQuery(workflowId, side === 'draft' ? 0 : side),
    enabled: side !== 'draft',
  });
  return side === 'draft'
    ? { document: draft, error: null }
    : { document: version.data?.document, error: version.error };
}

interface SideSelectProps {
  readonly label: string;
  readonly value: Side;
  readonly versions: readonly VersionInfo[];
  readonly onSide: (side: Side) => void;
}

function SideSelect({ label, value, versions, onSide }: SideSelectProps) {
  const { t } = useTranslation('inspector');
  const id = useId();
  return (
    <div className="min-w-0 flex-1 space-y-1">
      <Label htmlFor={id}>{label}</Label>
      <Select
        id={id}
        value={value}
        onChange={({ target }) => onSide(target.value === 'draft' ? 'draft' : Number(target.value))}
      >
        <option value="draft">{t('compare.draft')}</option>
        {versions.map(({ version, note }, i) => (
          <option key={version} value={version}>
            {`v${version}${i === 0 ? ` · ${t('versions.live')}` : ''}${note === '' ? '' : ` – ${note.slice(0, 40)}`}`}
          </option>
        ))}
      </Select>
    </div>
  );
}

interface DifferencesProps {
  readonly comparison: Comparison;
  readonly before: WorkflowDocument;
  readonly after: WorkflowDocument;
}

function Differences({ comparison, before, after }: DifferencesProps) {
  const { t } = useTranslation('inspector');
  const texts = useNodeTexts();
  const { node: nameOf, outcome: outcomeName } = useNames();
  const { nodes, ways, variables, setup, count } = comparison;
  const named = (id: string) => nodeOf(after, id) ?? nodeOf(before, id);
  const stepName = (id: string) => {
    const node = named(id);
    return node ? nameOf(node) : id;
  };
  const targetName = (target: string | null) =>
    target === null ? t('next.nowhere') : target === HANG_UP ? t('next.hangUp') : stepName(target);
  return (
    <div className="space-y-4">
      <p role="status">{count === 0 ? t('compare.same') : t('compare.count', { count })}</p>
      <Group title={t('compare.steps')} empty={nodes.length === 0}>
        {nodes.map(({ what, node, settings }) => (
          <Change key={node.id} what={what} name={nameOf(node)}>
            <Settings settings={settings} type={node.type} texts={texts} />
          </Change>
        ))}
      </Group>
      <Group title={t('compare.ways')} empty={ways.length === 0}>
        {ways.map(({ source, outcome, before: was, after: is }) => (
          <Change
            key={`${source} ${outcome}`}
            what={was === null ? 'added' : is === null ? 'removed' : 'changed'}
            name={`${stepName(source)} · ${outcomeName(named(source)?.type ?? '', { id: outcome, label: outcome })}`}
          >
            <p className="pl-6 text-xs">
              {was !== null && <del className="text-muted-foreground">{targetName(was)}</del>}
              {was !== null && is !== null && ' → '}
              {is !== null && <ins className="no-underline">{targetName(is)}</ins>}
            </p>
          </Change>
        ))}
      </Group>
      <Group title={t('tabs.variables')} empty={variables.length === 0}>
        {variables.map(({ what, name, settings }) => (
          <Change key={name} what={what} name={name}>
            <Settings settings={settings} type="variable" texts={texts} />
          </Change>
        ))}
      </Group>
      <Group title={t('compare.setup')} empty={setup.length === 0}>
        {setup.length > 0 && (
          <li>
            <Settings settings={setup} type="setup" texts={texts} />
          </li>
        )}
      </Group>
    </div>
  );
}

function Group({
  title,
  empty,
  children,
}: {
  readonly title: string;
  readonly empty: boolean;
  readonly children: ReactNode;
}) {
  if (empty) return null;
  return (
    <section className="space-y-1.5">
      <h4 className="text-xs font-semibold text-muted-foreground">{title}</h4>
      <ul className="space-y-2">{children}</ul>
    </section>
  );
}

const looks = {
  added: [Plus, 'text-primary'],
  removed: [Minus, 'text-destructive'],
  changed: [Pencil, 'text-warning'],
} as const satisfies Record<What, unknown>;

function Change({
  what,
  name,
  children,
}: {
  readonly what: What;
  readonly name: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('inspector');
  const [Icon, tone] = looks[what];
  return (
    <li className="space-y-1">
      <p className="flex items-center gap-2">
        <Icon aria-hidden className={`size-4 shrink-0 ${tone}`} />
        <span className="min-w-0 truncate font-medium">{name}</span>
        <span className={`text-xs ${tone}`}>{t(`compare.${what}`)}</span>
      </p>
      {children}
    </li>
  );
}

function Settings({
  settings,
  type,
  texts,
}: {
  readonly settings: readonly SettingChange[];
  readonly type: string;
  readonly texts: NodeTexts;
}) {
  const { t } = useTranslation('inspector');
  if (settings.length === 0) return null;
  const yesNo = (value: boolean) => t(value ? 'yes' : 'no');
  return (
    <dl className="space-y-1.5 pl-6 text-xs">
      {settings.map(({ path, before, after }) => (
        <div key={path.join('/')}>
          <dt className="mb-0.5 text-muted-foreground">
            {titleOf(path, type, texts, t('compare.order'), t('name'))}
          </dt>
          <dd className="break-words">
            {before !== undefined && (
              <del className="block rounded-sm bg-destructive/10 px-1 whitespace-pre-wrap no-underline">
                <span className="sr-only">{t('compare.before')} </span>
                <span aria-hidden className="font-mono">
                  −{' '}
                </span>
                {asText(before, yesNo)}
              </del>
            )}
            {after !== undefined && (
              <ins className="block rounded-sm bg-primary/10 px-1 whitespace-pre-wrap no-underline">
                <span className="sr-only">{t('compare.after')} </span>
                <span aria-hidden className="font-mono">
                  +{' '}
                </span>
                {asText(after, yesNo)}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** `Options › book › Key`: settings by their titles, entries of lists by their names. */
function titleOf(path: Path, type: string, texts: NodeTexts, order: string, name: string): string {
  if (path.length === 1 && path[0] === 'label') return name;
  const titles = path.map((step, i) => {
    if (step === ORDER) return order;
    const known = texts.knows([type, ...path.slice(0, i + 1).map(String)].join('/'));
    return known ?? String(step);
  });
  return titles.join(' › ');
}

const LONGEST = 400;

function asText(value: unknown, yesNo: (value: boolean) => string): string {
  if (typeof value === 'boolean') return yesNo(value);
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every((one) => typeof one !== 'object')
        ? value.join(', ')
        : JSON.stringify(value, null, 1);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
