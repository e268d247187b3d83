/** What an application may send to ConversationRelay, checked to the letter (Twilio: error 64107). */

export type OutboundRelay =
  | {
      readonly type: 'text';
      readonly token: string;
      readonly last: boolean;
      readonly lang?: string;
      readonly interruptible?: boolean;
      readonly preemptible: boolean;
    }
  | {
      readonly type: 'play';
      readonly source: string;
      readonly loop: number;
      readonly interruptible?: boolean;
      readonly preemptible: boolean;
    }
  | { readonly type: 'sendDigits'; readonly digits: string }
  | { readonly type: 'language'; readonly ttsLanguage?: string; readonly transcriptionLanguage?: string }
  | { readonly type: 'end'; readonly handoffData?: string };

export type RelayCheck =
  { readonly ok: true; readonly message: OutboundRelay } | { readonly ok: false; readonly reason: string };

type Fields = Record<string, unknown>;
type FieldRule = { readonly required?: boolean; readonly check: (value: unknown) => string | null };

const text = (value: unknown) => (typeof value === 'string' ? null : 'is not a string');
const flag = (value: unknown) => (typeof value === 'boolean' ? null : 'is not true or false');
const locale = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;
const language = (value: unknown) =>
  typeof value === 'string' && (value === 'multi' || locale.test(value))
    ? null
    : 'is not a supported language';
const url = (value: unknown) =>
  typeof value === 'string' && /^https?:\/\/[^\s/]/.test(value) && URL.canParse(value)
    ? null
    : 'is not a valid URL';
const loop = (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000
    ? null
    : 'is not a whole number from 0 to 1000';
const digits = (allowed: RegExp) => (value: unknown) =>
  typeof value === 'string' && allowed.test(value) ? null : 'is not a row of keys';

const rules: Record<OutboundRelay['type'], Record<string, FieldRule>> = {
  text: {
    token: { required: true, check: text },
    last: { check: flag },
    lang: { check: language },
    interruptible: { check: flag },
    preemptible: { check: flag },
  },
  play: {
    source: { required: true, check: url },
    loop: { check: loop },
    interruptible: { check: flag },
    preemptible: { check: flag },
  },
  sendDigits: { digits: { required: true, check: digits(/^[0-9w#*]+$/) } },
  language: { ttsLanguage: { check: language }, transcriptionLanguage: { check: language } },
  end: { handoffData: { check: text } },
};
const telnyxDigits: FieldRule = { required: true, check: digits(/^[0-9A-DwW#*]+$/) };

/** Checks one WebSocket message from the application. Unknown fields are refused: no document allows any. */
export function checkRelayMessage(
  data: Buffer | string,
  binary: boolean,
  carrier: 'twilio' | 'telnyx' = 'twilio',
): RelayCheck {
  if (binary) return { ok: false, reason: 'binary frame' };
  let value: unknown;
  try {
    value = JSON.parse(data.toString());
  } catch {
    return { ok: false, reason: 'not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, reason: 'not a JSON object' };
  const fields = value as Fields;
  const type = fields['type'];
  if (typeof type !== 'string' || !Object.hasOwn(rules, type))
    return { ok: false, reason: `unknown type ${String(JSON.stringify(type)).slice(0, 40)}` };
  const problem = problemOf(type as OutboundRelay['type'], fields, carrier);
  return problem ? { ok: false, reason: `${type}: ${problem}` } : { ok: true, message: withDefaults(fields) };
}

function problemOf(type: OutboundRelay['type'], fields: Fields, carrier: 'twilio' | 'telnyx'): string | null {
  const allowed = rules[type];
  for (const name of Object.keys(fields))
    if (name !== 'type' && !Object.hasOwn(allowed, name)) return `extra field ${name.slice(0, 40)}`;
  for (const [name, common] of Object.entries(allowed)) {
    const rule = carrier === 'telnyx' && name === 'digits' ? telnyxDigits : common;
    if (!Object.hasOwn(fields, name)) {
      if (rule.required) return `field ${name} is missing`;
      continue;
    }
    const problem = rule.check(fields[name]);
    if (problem) return `field ${name} ${problem}`;
  }
  if (type === 'language' && !('ttsLanguage' in fields) && !('transcriptionLanguage' in fields))
    return 'neither ttsLanguage nor transcriptionLanguage';
  return null;
}

/** Defaults as documented; called only with checked fields. */
function withDefaults(fields: Fields): OutboundRelay {
  const type = fields['type'] as OutboundRelay['type'];
  if (type === 'text') return { last: false, preemptible: false, ...fields } as OutboundRelay;
  if (type === 'play') return { loop: 1, preemptible: false, ...fields } as OutboundRelay;
  return fields as unknown as OutboundRelay;
}
