/**
 * The carrier's side of a ConversationRelay call, for any server: it hears and speaks by itself, on the script. What its
 * voice takes is added by arithmetic: from the first token to audio nothing of it is the server's.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { faultsOf } from '../../src/simulator/faults.ts';
import { callParameters } from '../../src/simulator/network/callParameters.ts';
import { sid } from '../../src/simulator/network/ids.ts';
import type { LegIdentity } from '../../src/simulator/network/leg.ts';
import { relaySettings, type RelaySettings } from '../../src/simulator/network/relaySettings.ts';
import { setupMessage } from '../../src/simulator/network/relaySetup.ts';
import { signRequest } from '../../src/simulator/network/signature.ts';
import { CarrierSocket } from '../../src/simulator/network/socket.ts';
import { parseXml } from '../../src/simulator/network/twiml/xml.ts';
import { systemClock, type Random } from '../../src/types/clock.ts';
import type { MeasuredTurn } from './frameCaller.ts';
import {
  ANSWER_MS,
  CARRIER_SILENCE_MS,
  questionOf,
  SAME_SILENCE_MS,
  type Mode,
  type ScriptedTurn,
} from './script.ts';

export interface RelayServer {
  /** Its voice webhook. */
  readonly url: string;
  /** What it checks signatures with; absent: it does not. */
  readonly token?: string;
}

export interface RelayCallOptions {
  readonly server: RelayServer;
  readonly mode: Mode;
  readonly script: readonly ScriptedTurn[];
  readonly turns: readonly number[];
}

/** Ids only: no call may have another's, whoever calls. */
const random: Random = { next: () => Math.random() };
const GIVE_UP_MS = 5_000;
const PAUSE_MS = 160;
const BEFORE_FIRST_MS = 500;

export async function relayCall({ server, mode, script, turns }: RelayCallOptions): Promise<MeasuredTurn[]> {
  const call = await CarrierCall.open(server);
  const measured: MeasuredTurn[] = [];
  await sleep(BEFORE_FIRST_MS);
  for (const number of turns) {
    const turn = script[number % script.length];
    if (turn) measured.push(await call.turn(questionOf(number), turn, mode));
    await sleep(PAUSE_MS);
  }
  call.close();
  return measured;
}

class CarrierCall {
  readonly #settings: RelaySettings;
  readonly #socket: CarrierSocket;
  #firstToken: ((at: number) => void) | null = null;
  #lastToken: (() => void) | null = null;
  #said = '';

  constructor(settings: RelaySettings, socket: CarrierSocket) {
    this.#settings = settings;
    this.#socket = socket;
  }

  static async open({ url, token = '' }: RelayServer): Promise<CarrierCall> {
    const facts = {
      accountSid: 'AC5111111111111111111111111111a1ab',
      callSid: sid('CA', random),
      from: '+12025550100',
      to: '+12025550143',
    };
    const parameters = callParameters(facts, 'ringing');
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'X-Twilio-Signature': signRequest(url, token, parameters) },
      body: new URLSearchParams(parameters),
    });
    const noun = parseXml(await answer.text()).children[0]?.children[0];
    if (noun?.name !== 'ConversationRelay')
      throw new Error(`no ConversationRelay in the answer (${answer.status})`);
    const settings = relaySettings(noun, 'twilio');
    const own = noun.children
      .filter(({ name }) => name === 'Parameter')
      .map(({ attributes }) => [attributes['name'] ?? '', attributes['value'] ?? ''] as const);
    const identity: LegIdentity = {
      ...facts,
      url: settings.url,
      authToken: token,
      carrier: 'twilio',
      parameters: Object.fromEntries(own),
    };
    return new Promise((resolve, reject) => {
      const socket: CarrierSocket = new CarrierSocket(identity, faultsOf(), systemClock, {
        open() {
          socket.send(setupMessage(identity, sid('VX', random), random));
          resolve(call);
        },
        message: (data) => call.#received(data),
        closed: (code) => reject(new Error(`the socket closed (${code})`)),
      });
      const call = new CarrierCall(settings, socket);
    });
  }

  async turn(text: string, turn: ScriptedTurn, mode: Mode): Promise<MeasuredTurn> {
    this.#info('speaker-events', 'clientSpeaking', 'on');
    await sleep(turn.speechMs);
    this.#info('speaker-events', 'clientSpeaking', 'off');
    const endedAt = performance.now();
    const { partialAfterMs, finalAfterMs, voiceMs } = turn;
    if (partialAfterMs !== null && this.#settings.partialPrompts) {
      await sleep(partialAfterMs);
      this.#prompt(text, false);
    }
    const silenceMs = mode === 'overhead' ? 0 : mode === 'defaults' ? CARRIER_SILENCE_MS : SAME_SILENCE_MS;
    const promptAfterMs = mode === 'overhead' ? 0 : Math.max(silenceMs, finalAfterMs);
    await sleep(Math.max(0, endedAt + promptAfterMs - performance.now()));
    const firstToken = new Promise<number>((resolve) => (this.#firstToken = resolve));
    const lastToken = new Promise<void>((resolve) => (this.#lastToken = resolve));
    this.#said = '';
    const promptedAt = performance.now();
    this.#prompt(text, true);
    const limit = new Promise<null>((resolve) => setTimeout(resolve, GIVE_UP_MS, null).unref());
    const tokenAt = await Promise.race([firstToken, limit]);
    if (tokenAt === null) return { wholeMs: null, engineMs: null };
    await Promise.race([lastToken, limit]);
    await this.#speak();
    return { wholeMs: tokenAt - endedAt + voiceMs, engineMs: tokenAt - promptedAt };
  }

  close(): void {
    this.#socket.close();
  }

  async #speak(): Promise<void> {
    this.#info('speaker-events', 'agentSpeaking', 'on');
    await sleep(ANSWER_MS);
    this.#info('tokens-played', 'tokensPlayed', this.#said);
    this.#info('speaker-events', 'agentSpeaking', 'off');
  }

  #received(data: Buffer): void {
    const at = performance.now();
    const message = JSON.parse(data.toString()) as { type: string; token?: string; last?: boolean };
    if (message.type !== 'text') return;
    if (message.token) {
      this.#firstToken?.(at);
      this.#firstToken = null;
      this.#said += message.token;
    }
    if (message.last) this.#lastToken?.();
  }

  #prompt(voicePrompt: string, last: boolean): void {
    this.#socket.send(JSON.stringify({ type: 'prompt', voicePrompt, lang: 'en-US', last }));
  }

  #info(subscription: string, name: string, value: string): void {
    if (!this.#settings.events.has(subscription)) return;
    this.#socket.send(JSON.stringify({ type: 'info', name, value, ts: Date.now() }));
  }
}
