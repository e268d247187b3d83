/** What a schema says about a node's settings, as one of our own sentences: zod's are English only, and not for callers' sake. */
import type { z } from 'zod';
import type { Said } from '../../types/flowSentences.ts';

export interface SettingIssue extends Said {
  readonly path: readonly (string | number)[];
}

const says = (sentence: Said['sentence'], params: NonNullable<Said['params']> = {}): Said => ({
  sentence,
  params,
});

export function settingIssue(issue: z.core.$ZodIssue): SettingIssue {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  return { ...said(issue), path };
}

function said(issue: z.core.$ZodIssue): Said {
  switch (issue.code) {
    case 'invalid_type':
      return says(
        issue.message.endsWith('received undefined') ? 'FLOW_NODE_INVALID.missing' : 'FLOW_NODE_INVALID.kind',
      );
    case 'invalid_value':
    case 'invalid_union':
      return says('FLOW_NODE_INVALID.choice');
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum));
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    case 'invalid_format':
    case 'custom':
      // Schemas say in their own words what they want; zod's words begin so.
      return issue.message.startsWith('Invalid')
        ? says('FLOW_NODE_INVALID')
        : says('FLOW_NODE_INVALID.form', { form: issue.message });
    default:
      return says('FLOW_NODE_INVALID');
  }
}

function tooSmall(origin: string, limit: number): Said {
  if (origin === 'string')
    return limit === 1 ? says('FLOW_NODE_INVALID.empty') : says('FLOW_NODE_INVALID.short', { limit });
  if (origin === 'array')
    return limit === 1 ? says('FLOW_NODE_INVALID.empty') : says('FLOW_NODE_INVALID.few', { limit });
  return says('FLOW_NODE_INVALID.least', { limit });
}

function tooBig(origin: string, limit: number): Said {
  if (origin === 'string') return says('FLOW_NODE_INVALID.long', { limit });
  return says(origin === 'array' ? 'FLOW_NODE_INVALID.many' : 'FLOW_NODE_INVALID.most', { limit });
}
