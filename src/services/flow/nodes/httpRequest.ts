/** What the HTTP node and a conversation's tools share: the request and what is kept of its answer. */
import { z } from 'zod';
import type { HttpRequestSpec } from '../../../types/flowRuntime.ts';
import type { JsonValue } from '../../../types/json.ts';
import { toJson } from '../expressionResult.ts';
import { WeaverError } from '../../../types/errors/index.ts';
import type { NodeContext, NodeFinding, NodeSource } from '../nodeType.ts';
import { variableName } from './common.ts';

/** `order.items[0].name`, `items.0.name`, or empty for the whole body. */
const responsePath = z
  .string()
  .max(300)
  .regex(/^$|^[^.[\]]+(\.[^.[\]]+|\[[0-9]+\])*$/, 'a path such as order.items[0].name');

export const httpSettings = z.object({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: z.string().min(1).max(2_000),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/), z.string().max(2_000))
    .default({}),
  body: z.string().max(20_000).optional(),
  timeoutMs: z.number().int().min(100).max(30_000).default(5_000),
  maxBytes: z.number().int().min(100).max(1_000_000).default(64_000),
  save: z
    .array(z.object({ path: responsePath, variable: variableName }))
    .max(50)
    .default([]),
});
export type HttpSettings = z.output<typeof httpSettings>;

export function sourcesOf(settings: HttpSettings, at: readonly (string | number)[] = []): NodeSource[] {
  return [
    { path: [...at, 'url'], kind: 'template', source: settings.url },
    ...Object.entries(settings.headers).map(([name, source]): NodeSource => ({
      path: [...at, 'headers', name],
      kind: 'template',
      source,
    })),
    ...(settings.body === undefined
      ? []
      : [{ path: [...at, 'body'], kind: 'template', source: settings.body } as const]),
  ];
}

/** Values that a tool was called with: `{{ args.name }}`. */
type Extra = Readonly<Record<string, JsonValue>>;

/** A URL that is a template from its first character (a base address in a variable) is filled in unencoded there. */
export function requestOf(
  ctx: NodeContext<unknown>,
  settings: HttpSettings,
  extra: Extra = {},
): HttpRequestSpec {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.headers))
    headers[name] = ctx.fill(value, oneLine, extra);
  const body = settings.body === undefined ? undefined : ctx.fill(settings.body, jsonInside(settings), extra);
  return {
    method: settings.method,
    url: urlOf(ctx, settings.url, extra),
    headers,
    ...(body === undefined ? {} : { body }),
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.maxBytes,
  };
}

function urlOf(ctx: NodeContext<unknown>, url: string, extra: Extra): string {
  const base = /^\{\{[^{}]+\}\}/.exec(url)?.[0];
  if (base === undefined) return ctx.fill(url, encodeURIComponent, extra);
  return ctx.fill(base, oneLine, extra) + ctx.fill(url.slice(base.length), encodeURIComponent, extra);
}

/** Values cannot break out of a JSON body's strings. */
function jsonInside(settings: HttpSettings): (value: string) => string {
  const type = Object.entries(settings.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (type?.includes('x-www-form-urlencoded')) return encodeURIComponent;
  const json = type === undefined ? /^\s*[[{]/.test(settings.body ?? '') : type.includes('json');
  return json ? (value) => JSON.stringify(inert(value)).slice(1, -1) : inert;
}

/** A header ends at a line break: a caller's words must not begin another. */
function oneLine(value: string): string {
  return inert(value).replace(/\p{Cc}+/gu, ' ');
}

/** A value that looks like `{{secret.NAME}}` must not be taken for one when the runtime puts secrets in. */
function inert(value: string): string {
  return value.replaceAll('{{', '{ {');
}

/** The variables that the answer sets. A path that leads nowhere sets null. */
export function savedFrom(
  ctx: NodeContext<unknown>,
  settings: HttpSettings,
  body: JsonValue,
): Record<string, JsonValue> {
  const saved: Record<string, JsonValue> = {};
  for (const { path, variable } of settings.save) {
    try {
      saved[variable] = toJson(valueAt(body, path));
    } catch (error) {
      // Too large for a variable: it is left out and the operator is told.
      ctx.note('FLOW_EXPRESSION_SKIPPED', { reason: error instanceof WeaverError ? error.code : 'internal' });
      saved[variable] = null;
    }
  }
  return saved;
}

function valueAt(body: JsonValue, path: string): JsonValue {
  let value: JsonValue = body;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (Array.isArray(value)) value = value[/^[0-9]+$/.test(step) ? Number(step) : -1] ?? null;
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, step))
      value = value[step] ?? null;
    else return null;
  }
  return value;
}

/** An address that can never work is found before a caller does. */
export function checkUrl(settings: HttpSettings, at: readonly (string | number)[] = []): NodeFinding[] {
  const plain = settings.url.replace(/\{\{[^{}]*\}\}/g, 'x');
  const fixed = settings.url.startsWith('{{') || (/^https?:\/\//.test(plain) && URL.canParse(plain));
  if (fixed) return [];
  return [
    {
      sentence: 'FLOW_NODE_INVALID.url',
      severity: 'error',
      path: [...at, 'url'],
    },
  ];
}
