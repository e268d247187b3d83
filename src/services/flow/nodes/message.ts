import { z } from 'zod';
import { errorTable, type ErrorCode } from '../../../types/errors/index.ts';
import { e164 } from '../../../types/e164.ts';
import type { MessageSpec } from '../../../types/message.ts';
import { localisedText } from '../localised.ts';
import { defineNode, type NodeContext, type NodeResult } from '../nodeType.ts';
import { httpSettings, requestOf } from './httpRequest.ts';
import { checkMessage, messageSources, senderName } from './messageChecks.ts';

/** For the builder: the setting is there for messages of one kind only. */
const only = (kind: string) => ({ setting: 'kind', values: [kind] });

const schema = z.object({
  kind: z.enum(['sms', 'webhook']).default('sms').meta({ title: 'Sent as' }),
  text: localisedText.default({}).meta({ title: 'Text', when: only('sms') }),
  to: z
    .string()
    .max(300)
    .default('')
    .meta({
      title: 'To',
      description: 'Empty: the caller. Else in international form (+441632960123), or a template.',
      when: only('sms'),
    }),
  from: z
    .string()
    .max(300)
    .default('')
    .meta({
      title: 'Sender',
      description: 'Empty: the number that was called.',
      when: only('sms'),
    }),
  url: z
    .string()
    .max(2_000)
    .default('')
    .meta({ title: 'Address (URL)', when: only('webhook') }),
  headers: httpSettings.shape.headers.meta({ when: only('webhook') }),
  body: z
    .string()
    .max(20_000)
    .default('')
    .meta({ title: 'Body', description: 'JSON.', when: only('webhook') }),
  timeoutMs: z.number().int().min(500).max(10_000).default(3_000).meta({
    title: 'Wait at most',
    description: 'Until the message is accepted. It may arrive later.',
  }),
});
export type MessageSettings = z.output<typeof schema>;

/** What a receiver answers is not looked at beyond its status. */
const MOST_ANSWER_BYTES = 1_000_000;
/** The call goes on long before; a slow receiver is told nevertheless. */
const MOST_SENDING_MS = 30_000;

/**
 * A message is forgotten once it is accepted: whether it arrives is not waited for. That it is accepted is, for a moment: only
 * then can the agent say "I have sent it" and be right, and take another way when the number cannot be written to. It goes
 * out once: never while speculating, never again when nobody answers, and not withdrawn when the caller hangs up meanwhile.
 */
export const message = defineNode({
  type: 'message',
  title: 'Message',
  description: 'Sends a text message, or tells another system, and goes on.',
  category: 'data',
  icon: 'send',
  entered: true,
  schema,
  outcomesRule: 'sent once it is accepted; failed when it is refused, or not accepted in time.',
  consequence:
    'The caller waits only until the carrier, or the other system (a status from 200 to 299), accepts the message, and at most `timeoutMs`; not until it arrives. A line said just before fills that time. What is accepted too late counts as `failed` and may arrive all the same: promise nothing there. Nothing is sent while speculating, nothing twice, and a caller who hangs up meanwhile is sent it all the same. Text messages go through the account of the carrier that the call came by, so test calls and simulated calls send none and go along `failed`; webhooks are told in every call. A webhook gets an `Idempotency-Key` that is the same for this visit of this node in this call, whoever delivers it again. Numbers and texts are never logged.',
  outcomes: () => [
    { id: 'sent', label: 'Sent' },
    { id: 'failed', label: 'Failed' },
  ],
  listens: () => false,
  sources: messageSources,
  check: (data, config) => checkMessage(data, config),
  enter: (ctx) => (ctx.data.kind === 'sms' ? textMessage(ctx) : send({ kind: 'webhook', ...webhook(ctx) })),
  input(ctx, input) {
    if (input.type !== 'send') return { next: { do: 'go', outcome: 'failed' } };
    if (input.result.ok) return { next: { do: 'go', outcome: 'sent' } };
    const { code, detail = {} } = input.result;
    return failed(ctx, isErrorCode(code) ? code : 'MESSAGE_UNAVAILABLE', detail);
  },
});

type Context = NodeContext<MessageSettings>;

const send = (spec: MessageSpec): NodeResult => ({ next: { do: 'send', message: spec } });

function failed(ctx: Context, code: ErrorCode, detail: Parameters<Context['note']>[1] = {}): NodeResult {
  ctx.note(code, detail);
  return { next: { do: 'go', outcome: 'failed' } };
}

function textMessage(ctx: Context): NodeResult {
  const { data } = ctx;
  const to = plainNumber(ctx.fill(data.to === '' ? theirs : data.to));
  const from = plainNumber(ctx.fill(data.from === '' ? ours : data.from));
  const text = ctx.text(data.text);
  if (text === '') return failed(ctx, 'FLOW_MESSAGE_EMPTY');
  if (!e164.test(to) || !(e164.test(from) || senderName.test(from)))
    return failed(ctx, 'FLOW_MESSAGE_NUMBER');
  return send({ kind: 'sms', message: { to, from, text }, timeoutMs: data.timeoutMs });
}

/** On a call that we made, the caller in the flow's sense is who was called. */
const theirs = '{{ call.direction == "outbound" ? call.called : call.caller }}';
const ours = '{{ call.direction == "outbound" ? call.caller : call.called }}';

/** `+852 2123-4567`: as people write numbers. A sender's name stays as it is. */
const plainNumber = (text: string) =>
  text.trim().startsWith('+') ? text.replace(/[\s()-]/g, '') : text.trim();

function webhook(ctx: Context) {
  const { url, body, timeoutMs } = ctx.data;
  const own = Object.entries(ctx.data.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': visitKey(ctx),
    ...Object.fromEntries(own),
  };
  const limits = { timeoutMs: MOST_SENDING_MS, maxBytes: MOST_ANSWER_BYTES };
  return { request: requestOf(ctx, { method: 'POST', url, headers, body, ...limits, save: [] }), timeoutMs };
}

/** A string of RFC 8941, as draft-ietf-httpapi-idempotency-key-header wants it. */
function visitKey({ nodeId, path, fill }: Context): string {
  const visit = path.filter((step) => step.nodeId === nodeId).length;
  return `"${fill('{{ call.id }}', encodeURIComponent)}:${encodeURIComponent(nodeId)}:${visit}"`;
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code);
