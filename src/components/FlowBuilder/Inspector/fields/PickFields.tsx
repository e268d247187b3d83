/** Settings that name something elsewhere: a step of this flow, or another flow. */
import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { useShallow } from 'zustand/react/shallow';
import { RequestError } from '../../../api/client.ts';
import { workflowsQuery } from '../../../api/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/input.tsx';
import { nodeName, useNames } from '../../names.ts';
import { useBuilder } from '../../store.ts';
import { useNodeForm } from '../context.ts';
import { problemsUnder } from '../schema/problems.ts';
import type { FieldProps } from './fieldProps.ts';
import { FieldFrame } from './FieldFrame.tsx';

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A step that a call can be taken to. One that is gone is kept until somebody chooses. */
export function NodeField(field: FieldProps) {
  const { t } = useTranslation('inspector');
  const { change, problems } = useNodeForm();
  const steps = useSteps();
  const chosen = textOf(field.value);
  const isThere = steps.some(([id]) => id === chosen);
  return (
    <FieldFrame {...field} problems={problemsUnder(problems, field.path)}>
      {(props) => (
        <Select {...props} value={chosen} onChange={({ target }) => change(field.path, target.value)}>
          {chosen === '' && <option value="">{t('node.choose')}</option>}
          {chosen !== '' && !isThere && <option value={chosen}>{t('node.missing', { name: chosen })}</option>}
          {steps.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </Select>
      )}
    </FieldFrame>
  );
}

/** Ids and titles, flat for the comparison: titles change seldom, the document often. */
function useSteps(): readonly (readonly [string, string])[] {
  const { t } = useNames();
  const flat = useBuilder(
    useShallow((state) =>
      state.document.flow.nodes.flatMap((node) =>
        state.nodeTypes.get(node.type)?.entered === true ? [node.id, nodeName(t, state.nodeTypes, node)] : [],
      ),
    ),
  );
  return useMemo(() => {
    const pairs = flat.flatMap((id, i) => (i % 2 === 0 ? [[id, flat[i + 1] ?? id] as const] : []));
    return pairs.sort(([, a], [, b]) => a.localeCompare(b));
  }, [flat]);
}

/** Flows by their slugs, which mean the same in an exported file. This flow itself is not offered. */
export function WorkflowField(field: FieldProps) {
  const { t } = useTranslation('inspector');
  const { change, problems } = useNodeForm();
  const own = useBuilder((state) => state.workflowId);
  const { data, error, isPending, refetch } = useQuery(workflowsQuery);
  const flows = (data ?? []).filter(({ id }) => id !== own);
  const chosen = textOf(field.value);
  const found = flows.find(({ id, slug }) => slug === chosen || id === chosen);
  return (
    <FieldFrame
      {...field}
      hint={isPending ? t('workflow.loading') : field.hint}
      problems={problemsUnder(problems, field.path)}
      aside={
        found && (
          <Button asChild variant="ghost" size="icon-sm">
            <a href={`/flows/${encodeURIComponent(found.slug)}`} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              <span className="sr-only">{t('workflow.open', { name: found.name })}</span>
            </a>
          </Button>
        )
      }
    >
      {(props) => (
        <>
          <Select
            {...props}
            value={found?.slug ?? chosen}
            onChange={({ target }) => change(field.path, target.value)}
          >
            {chosen === '' && <option value="">{t('workflow.choose')}</option>}
            {chosen !== '' && !found && (
              <option value={chosen}>{data ? t('workflow.missing', { name: chosen }) : chosen}</option>
            )}
            {flows.map(({ slug, name, publishedVersion }) => (
              <option key={slug} value={slug}>
                {publishedVersion === null ? t('workflow.unpublished', { name }) : name}
              </option>
            ))}
          </Select>
          {error && (
            <p role="alert" className="flex items-center justify-between gap-2 text-xs text-destructive">
              {t('workflow.failed', { code: error instanceof RequestError ? error.code : 'UNKNOWN' })}
              <Button size="sm" onClick={() => void refetch()}>
                {t('workflow.retry')}
              </Button>
            </p>
          )}
        </>
      )}
    </FieldFrame>
  );
}
