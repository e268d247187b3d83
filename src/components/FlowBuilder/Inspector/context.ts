/** What the fields of one node share. */
import { createContext, use, type ReactNode } from 'react';
import type { FlowProblem } from '../../../types/flow.ts';
import type { Renamed } from './nodeData.ts';
import type { FieldSchema, RootSchema } from './schema/kinds.ts';
import type { Path } from './schema/paths.ts';
import type { NodeTexts } from './texts.ts';

export interface NodeForm {
  readonly nodeId: string;
  readonly type: string;
  readonly root: RootSchema;
  /** Of the workflow; the first is the one in which a call begins. */
  readonly languages: readonly string[];
  readonly variables: readonly string[];
  readonly problems: readonly FlowProblem[];
  /** The language whose texts are shown, in every field that has it. */
  readonly language: string;
  showLanguage(language: string): void;
  /** Where somebody was sent: lists open on the way there. */
  readonly focus: Path | null;
  readonly texts: NodeTexts;
  /** `undefined` removes the setting. */
  change(path: Path, value: unknown, renamed?: Renamed): void;
  declareVariable(name: string): void;
  /** The settings of an object, drawn. */
  fields(schema: FieldSchema, value: unknown, path: Path, without?: readonly string[]): ReactNode;
  /** To those who do not see the page. */
  announce(sentence: string): void;
}

export const NodeFormContext = createContext<NodeForm | null>(null);

export function useNodeForm(): NodeForm {
  const form = use(NodeFormContext);
  if (!form) throw new Error('a field outside of a form');
  return form;
}

/** Address of a setting: `menu/options/digit`, without places in lists. */
export function addressOf(type: string, path: Path): string {
  return [type, ...path.filter((step) => typeof step === 'string')].join('/');
}
