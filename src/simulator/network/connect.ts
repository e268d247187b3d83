import type { SimulatedCall } from './call.ts';
import { sid, uuid } from './ids.ts';
import type { LegEnd, LegIdentity } from './leg.ts';
import { MediaStreamLeg } from './mediaStream.ts';
import { RelayLeg } from './relay.ts';
import { relaySettings } from './relaySettings.ts';
import type { XmlElement } from './twiml/xml.ts';

/** What the call does after a verb that decides it. */
export type Next =
  | {
      readonly kind: 'fetch';
      readonly url: string;
      readonly method: string;
      readonly parameters: Record<string, string>;
    }
  | { readonly kind: 'hang-up' };

/** `<Connect>`: blocks until its socket is done with, then asks the action URL, where there is one. */
export async function connect(call: SimulatedCall, verb: XmlElement, base: string): Promise<Next | null> {
  const noun = verb.children[0];
  if (noun?.name !== 'Stream' && noun?.name !== 'ConversationRelay') {
    call.note('verb-skipped', { verb: `Connect ${noun?.name ?? ''}` });
    return null;
  }
  const started = call.lineMs;
  const done = noun.name === 'Stream' ? await runStream(call, noun, base) : await runRelay(call, noun);
  call.leg = null;
  call.handset.agentSpeaking(false);
  call.note('leg-ended', { by: done.end.by, code: done.end.code ?? '' });
  const { action, method = 'POST' } = verb.attributes;
  if (action === undefined || call.replacement !== null) return null;
  const parameters = {
    ...done.parameters,
    ...(noun.name === 'ConversationRelay' ? sessionParameters(call, done.end, call.lineMs - started) : {}),
  };
  const url = new URL(action, base).href;
  if (!call.over) return { kind: 'fetch', url, method, parameters };
  // The caller is gone: the application is told, but there is nobody left to give instructions for.
  if (noun.name === 'ConversationRelay')
    await call.webhooks.instructions(url, method, call.parameters(parameters));
  return null;
}

interface LegDone {
  readonly end: LegEnd;
  readonly parameters: Record<string, string>;
}

function identityOf(call: SimulatedCall, noun: XmlElement): LegIdentity {
  const { accountSid, authToken, from, to, carrier } = call.setup;
  const parameters: Record<string, string> = {};
  for (const child of noun.children)
    if (child.name === 'Parameter')
      parameters[child.attributes['name'] ?? ''] = child.attributes['value'] ?? '';
  const url = noun.attributes['url'] ?? '';
  return { url, callSid: call.callSid, accountSid, authToken, from, to, carrier, parameters };
}

function runStream(call: SimulatedCall, noun: XmlElement, base: string): Promise<LegDone> {
  const { setup, handset } = call;
  const streamSid = setup.carrier === 'telnyx' ? uuid(setup.random) : sid('MZ', setup.random);
  const tell = streamCallback(call, noun, base, streamSid);
  return new Promise((resolve) => {
    const leg = new MediaStreamLeg(
      identityOf(call, noun),
      streamSid,
      setup.faults,
      setup.limits,
      call.violations,
      setup.clock,
      {
        callerFrame: () => handset.callerFrame(),
        started: () => {
          call.note('stream-started');
          tell('stream-started');
          handset.legStarted(leg);
        },
        cleared: (flushedMs) => {
          call.note('cleared', { flushedMs: Math.round(flushedMs) });
          handset.agentCut();
        },
        received: (audio) => handset.agentSent?.(audio),
        ended: (end) => {
          if (end.by === 'failure') tell('stream-error', `${end.code ?? ''} ${end.message ?? ''}`.trim());
          tell('stream-stopped');
          resolve({ end, parameters: { StreamSid: streamSid } });
        },
      },
    );
    call.leg = leg;
    if (call.over) leg.hangUp();
  });
}

function streamCallback(call: SimulatedCall, noun: XmlElement, base: string, streamSid: string) {
  const { statusCallback, statusCallbackMethod = 'POST', name = streamSid } = noun.attributes;
  return (event: string, error?: string): void => {
    if (statusCallback === undefined) return;
    const parameters = {
      AccountSid: call.setup.accountSid,
      CallSid: call.callSid,
      StreamSid: streamSid,
      StreamName: name,
      StreamEvent: event,
      ...(error === undefined ? {} : { StreamError: error }),
      Timestamp: new Date(call.setup.clock.wall()).toISOString(),
    };
    call.pending.push(
      call.webhooks.notify(new URL(statusCallback, base).href, statusCallbackMethod, parameters),
    );
  };
}

function runRelay(call: SimulatedCall, noun: XmlElement): Promise<LegDone> {
  const { setup, handset } = call;
  return new Promise((resolve) => {
    const leg = new RelayLeg(
      identityOf(call, noun),
      relaySettings(noun, setup.carrier),
      setup.relayProfile,
      setup.faults,
      call.violations,
      setup.clock,
      setup.random,
      {
        started: () => {
          call.note('session-started');
          handset.legStarted(leg);
        },
        agentText: (text) => handset.agentText(text, 'application'),
        agentSpeaking: (on) => handset.agentSpeaking(on),
        interrupted: (heard, playedMs) => {
          call.note('interrupted', { heardCharacters: heard.length, playedMs });
          handset.agentCut();
        },
        prompt: (text, last) => {
          if (last) call.note('prompt', { characters: text.length });
        },
        digitsSent: (digits) => call.note('digits-sent', { count: digits.length }),
        ended: (end) => resolve({ end, parameters: { SessionId: leg.sessionId } }),
      },
    );
    call.leg = leg;
    if (call.over) leg.hangUp();
  });
}

function sessionParameters(call: SimulatedCall, end: LegEnd, durationMs: number): Record<string, string> {
  const status = { application: 'ended', failure: 'failed', caller: 'completed' }[end.by];
  return {
    ApplicationSid: '',
    SessionStatus: call.over && end.by === 'caller' ? 'completed' : status,
    SessionDuration: String(Math.round(durationMs / 1_000)),
    ...(end.handoffData === undefined ? {} : { HandoffData: end.handoffData }),
    ...(end.by === 'failure' ? { ErrorCode: end.code ?? '64105', ErrorMessage: end.message ?? '' } : {}),
  };
}
