/** Every node type: one file each, one line here. */
import type { NodeType } from '../nodeType.ts';
import { branch } from './branch.ts';
import { collect } from './collect.ts';
import { conversation } from './conversation.ts';
import { end } from './end.ts';
import { frame } from './frame.ts';
import { functionNode } from './function.ts';
import { global } from './global.ts';
import { http } from './http.ts';
import { knowledge } from './knowledge.ts';
import { language } from './language.ts';
import { menu } from './menu.ts';
import { message } from './message.ts';
import { note } from './note.ts';
import { record } from './record.ts';
import { say } from './say.ts';
import { set } from './set.ts';
import { start } from './start.ts';
import { subflow } from './subflow.ts';
import { transfer } from './transfer.ts';

const all: readonly NodeType[] = [
  start,
  say,
  conversation,
  knowledge,
  collect,
  record,
  menu,
  branch,
  set,
  functionNode,
  http,
  message,
  transfer,
  language,
  subflow,
  global,
  end,
  note,
  frame,
];

export const nodeTypes: ReadonlyMap<string, NodeType> = new Map(all.map((type) => [type.type, type]));
