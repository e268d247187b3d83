import type { SimulatedCall } from './call.ts';
import { connect, type Next } from './connect.ts';
import { checkTwiml } from './twiml/check.ts';
import type { XmlElement } from './twiml/xml.ts';
import { speechMs } from './virtualVoice.ts';

/** A document to execute, and where it came from (relative URLs in it are relative to that). */
interface Source {
  readonly twiml: string;
  readonly url: string;
}

/** Runaway redirects and reconnects end here. */
const MAX_DOCUMENTS = 50;

/** Fetches the first instructions and executes documents until nothing more is to be done. */
export async function runDocuments(call: SimulatedCall): Promise<void> {
  const { voiceUrl } = call.setup;
  let next: Next | Source | null = { kind: 'fetch', url: voiceUrl, method: 'POST', parameters: {} };
  for (let count = 0; next !== null && !call.over; count++) {
    if (count === MAX_DOCUMENTS) {
      call.violations.add('12100', 'the call went through fifty documents: a loop');
      return;
    }
    const source: Source | null = 'twiml' in next ? next : await fetchDocument(call, next);
    if (source === null || call.over) return;
    next = await runDocument(call, source);
    if (call.replacement !== null && !call.over) {
      next = { twiml: call.replacement, url: voiceUrl };
      call.replacement = null;
    }
  }
}

async function fetchDocument(call: SimulatedCall, next: Next): Promise<Source | null> {
  if (next.kind === 'hang-up') return null;
  const answer = await call.webhooks.instructions(next.url, next.method, call.parameters(next.parameters));
  call.note('webhook', {
    path: new URL(next.url).pathname,
    status: answer.status,
    tookMs: Math.round(answer.tookMs),
  });
  if (answer.status < 200 || answer.status > 299) return null;
  return { twiml: answer.body === '' ? '<Response/>' : answer.body, url: next.url };
}

async function runDocument(call: SimulatedCall, source: Source): Promise<Next | null> {
  const { carrier } = call.setup;
  const check = checkTwiml(source.twiml, { carrier, allowLoopbackWs: true });
  for (const problem of check.problems) call.violations.add(problem.code, problem.reason, problem.severity);
  if (!check.document) return null;
  // What Twilio only warns of is ignored; what it refuses ends the call here.
  if (check.problems.some((p) => p.severity === 'error' && p.code !== '12200')) return null;
  if (check.document.children[0]?.name !== 'Reject') call.answered();
  for (const verb of check.document.children) {
    const next = await runVerb(call, verb, source.url);
    if (next || call.over || call.replacement !== null) return next;
  }
  return null;
}

async function runVerb(call: SimulatedCall, verb: XmlElement, base: string): Promise<Next | null> {
  switch (verb.name) {
    case 'Say':
      await say(call, verb);
      return null;
    case 'Play':
      // Fetching and timing a file would say nothing about the application; one second stands for it.
      call.note('play', { digits: verb.attributes['digits'] ?? '' });
      await call.wait(1_000);
      return null;
    case 'Pause':
      await call.wait(Number(verb.attributes['length'] ?? 1) * 1_000);
      return null;
    case 'Dial':
      return dial(call, verb, base);
    case 'Connect':
      return connect(call, verb, base);
    case 'Redirect':
      return {
        kind: 'fetch',
        url: new URL(verb.text.trim(), base).href,
        method: verb.attributes['method'] ?? 'POST',
        parameters: {},
      };
    case 'Hangup':
    case 'Leave':
      return { kind: 'hang-up' };
    case 'Reject':
      call.status = verb.attributes['reason'] === 'busy' ? 'busy' : 'failed';
      return { kind: 'hang-up' };
    default:
      call.note('verb-skipped', { verb: verb.name });
      return null;
  }
}

async function say(call: SimulatedCall, verb: XmlElement): Promise<void> {
  const text = verb.text.trim();
  call.handset.agentText(text, 'carrier');
  call.note('say', { characters: text.length });
  call.handset.agentSpeaking(true);
  await call.wait(speechMs(text, verb.attributes['language'] ?? 'en-US'));
  call.handset.agentSpeaking(false);
}

async function dial(call: SimulatedCall, verb: XmlElement, base: string): Promise<Next | null> {
  const noun = verb.children[0];
  const number = (noun?.text ?? verb.text).trim();
  const { result, ringMs, talkMs } = call.setup.dial;
  call.note('dial', { noun: noun?.name ?? 'Number', result });
  if (number === '') call.violations.add('12200', '<Dial> has nobody to call');
  await call.wait(result === 'completed' ? ringMs + talkMs : ringMs);
  const { action, method } = verb.attributes;
  if (action === undefined || call.over || call.replacement !== null) return null;
  const parameters: Record<string, string> = {
    DialCallStatus: result,
    DialCallSid: call.callSid.replace('CA', 'CB'),
  };
  if (result === 'completed') parameters['DialCallDuration'] = String(Math.ceil(talkMs / 1_000));
  return { kind: 'fetch', url: new URL(action, base).href, method: method ?? 'POST', parameters };
}
