/** A problem's sentence in the page's language, with what stands in it called as the page calls it. */
import { useCallback } from 'react';
import type { FlowProblem } from '../../types/flow.ts';
import { languageName } from '../lib/format.ts';
import type { Translate } from '../lib/i18n.ts';
import { useServerTexts } from '../lib/serverTexts.ts';
import type { NodeSpecs } from './document/spec.ts';
import { isStandard, outcomeName, typeName, useNames } from './names.ts';
import { nodeOf } from './document/edit.ts';
import { useBuilder } from './store.ts';

export function useProblemText(): (problem: FlowProblem) => string {
  const sentences = useServerTexts('problems');
  const { t, specs } = useNames();
  return useCallback(
    (problem) => problemText(problem, { sentences, t, specs, typeOf }),
    [sentences, t, specs],
  );
}

/** Of a node as it is now; not listened to: the sentence is of the moment when it was checked. */
const typeOf = (nodeId: string) => nodeOf(useBuilder.getState().document, nodeId)?.type;

interface Words {
  /** null: the server's own words. */
  readonly sentences: Translate | null;
  readonly t: Translate;
  readonly specs: NodeSpecs;
  typeOf(nodeId: string): string | undefined;
}

export function problemText(problem: FlowProblem, words: Words): string {
  const { sentence, params, message } = problem;
  const { sentences } = words;
  if (!sentences || sentence === undefined) return message;
  const said = sentences(sentence, { ...named(problem, params ?? {}, words, sentences), defaultValue: '' });
  return said === '' ? message : said;
}

function named(
  { nodeId }: FlowProblem,
  params: NonNullable<FlowProblem['params']>,
  { t, specs, typeOf }: Words,
  sentences: Translate,
): Record<string, string | number> {
  const { language, nodeType, form, outcome, label } = params;
  const type = nodeId === undefined ? undefined : typeOf(nodeId);
  const id = String(outcome ?? '');
  return {
    ...params,
    ...(language !== undefined && { language: languageName(String(language)) }),
    ...(nodeType !== undefined && { title: typeName(t, specs, String(nodeType)) }),
    ...(form !== undefined && {
      form: sentences(`forms.${form}`, { raw: true, defaultValue: String(form) }),
    }),
    ...(label !== undefined &&
      type !== undefined && {
        label: outcomeName(t, { id, label: String(label) }, isStandard(specs, type, id)),
      }),
  };
}
