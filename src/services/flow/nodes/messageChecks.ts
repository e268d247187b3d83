/** What is wrong with a message before any caller gets to it. */
import { e164 } from '../../../types/e164.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';
import { ownKey } from '../localised.ts';
import type { NodeFinding, NodeSource } from '../nodeType.ts';
import type { MessageSettings } from './message.ts';

/** An alphanumeric sender: at most 11 letters, digits and spaces, and a letter among them. */
export const senderName = /^(?=.{1,11}$)(?=.*[A-Za-z])[A-Za-z0-9 ]+$/;

export function messageSources(data: MessageSettings): NodeSource[] {
  const template = (source: string, ...path: string[]): NodeSource => ({ path, kind: 'template', source });
  if (data.kind === 'sms')
    return [
      template(data.to, 'to'),
      ...Object.entries(data.text).map(([language, text]) => template(text, 'text', language)),
      template(data.from, 'from'),
    ];
  return [
    template(data.url, 'url'),
    ...Object.entries(data.headers).map(([name, value]) => template(value, 'headers', name)),
    template(data.body, 'body'),
  ];
}

export function checkMessage(data: MessageSettings, config: WorkflowConfig): NodeFinding[] {
  return data.kind === 'sms' ? [...numbers(data), ...texts(data, config)] : webhook(data);
}

function* numbers({ to, from }: MessageSettings): Iterable<NodeFinding> {
  const written = (text: string) => text !== '' && !text.includes('{{');
  const plain = (text: string) => text.replace(/[\s()-]/g, '');
  if (written(to) && !e164.test(plain(to)))
    yield { sentence: 'FLOW_MESSAGE_NUMBER', severity: 'error', path: ['to'] };
  if (written(from) && !e164.test(plain(from)) && !senderName.test(from.trim()))
    yield { sentence: 'FLOW_MESSAGE_NUMBER.from', severity: 'error', path: ['from'] };
}

function* texts({ text }: MessageSettings, { languages }: WorkflowConfig): Iterable<NodeFinding> {
  const keys = Object.keys(text).filter((key) => text[key]?.trim() !== '');
  if (keys.length === 0) yield { sentence: 'FLOW_MESSAGE_EMPTY', severity: 'error', path: ['text'] };
  else if (!keys.includes('default'))
    for (const language of new Set(languages.map((own) => own.language)))
      if (ownKey(keys, language) === undefined)
        yield {
          sentence: 'FLOW_MESSAGE_EMPTY.language',
          severity: 'warning',
          params: { language },
          path: ['text', language],
        };
}

function webhook({ url, body }: MessageSettings): NodeFinding[] {
  const findings: NodeFinding[] = [];
  const address = url.replace(/\{\{[^{}]*\}\}/g, 'x');
  if (!url.startsWith('{{') && !(/^https?:\/\//.test(address) && URL.canParse(address)))
    findings.push({ sentence: 'FLOW_MESSAGE_NUMBER.url', severity: 'error', path: ['url'] });
  if (body.trim() === '')
    findings.push({ sentence: 'FLOW_MESSAGE_EMPTY.body', severity: 'error', path: ['body'] });
  else if (!isJson(body))
    findings.push({ sentence: 'FLOW_MESSAGE_BODY', severity: 'warning', path: ['body'] });
  return findings;
}

/** With 0 for what is filled in: that may stand within a string and outside of one. */
function isJson(template: string): boolean {
  try {
    JSON.parse(template.replace(/\{\{[^{}]*\}\}/g, '0'));
    return true;
  } catch {
    return false;
  }
}
