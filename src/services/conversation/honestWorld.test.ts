/**
 * A call in a world that answers each request once and reports each line once, whatever the caller does: it is never stuck, and
 * nobody is transferred twice. (The fuzz of `turnMachine.test.ts` answers as often as it is waited for, which hid both.)
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bench } from '../../../tests/support/machineBench.ts';
import type { HearingMode } from './events.ts';

const acts = [
  'onset',
  'lasts',
  'offset',
  'think',
  'look up',
  'write to me',
  'person',
  'okay',
  '',
  'key',
  'interrupted',
  'audible',
  'spoken',
  'word',
  'answered',
  'looked up',
  'sent',
  'moment',
  'second',
] as const;
type Act = (typeof acts)[number];

class World {
  readonly bench: Bench;
  readonly transfers: string[] = [];
  readonly #hearing: HearingMode;
  readonly #models: string[] = [];
  readonly #lookUps: string[] = [];
  readonly #messages: string[] = [];
  readonly sent: string[] = [];
  #lines: { readonly id: string; over: boolean }[] = [];
  #seen = 0;
  #speaking = false;

  constructor(hearing: HearingMode) {
    this.#hearing = hearing;
    this.bench = new Bench({ hearing });
    this.#look();
  }

  do(act: Act): void {
    const { bench } = this;
    const [model] = this.#models;
    const line = this.#lines.find(({ over }) => !over);
    switch (act) {
      case 'onset':
        if (!this.#speaking) this.#send({ type: 'speechStart', onset: bench.now - 60 });
        this.#speaking = true;
        return;
      case 'lasts':
        if (this.#speaking && this.#hearing === 'audio')
          this.#send({ type: 'speechLasts', onset: bench.now - 180 });
        return;
      case 'offset':
        if (this.#speaking) this.#send({ type: 'speechEnd', offset: bench.now - 96 });
        this.#speaking = false;
        return;
      case 'key':
        return this.#send({ type: 'key', digit: '1' });
      case 'interrupted':
        if (this.#hearing === 'carrier' && line)
          this.#cut(() => bench.send({ type: 'interrupted', heard: '' }));
        return;
      case 'audible':
        if (line) this.#send({ type: 'stage', utterance: line.id, mark: 'firstAudio' });
        return;
      case 'spoken':
        return this.#spoken(line);
      case 'word':
        if (model) this.#send({ type: 'modelText', requestId: model, delta: 'One. ' });
        return;
      case 'answered':
        if (this.#models.shift() && model) this.#send({ type: 'modelDone', requestId: model, toolCalls: [] });
        return;
      case 'looked up': {
        const requestId = this.#lookUps.shift();
        if (requestId) this.#send({ type: 'httpDone', requestId, result: { ok: false, code: 'x' } });
        return;
      }
      case 'sent': {
        const requestId = this.#messages.shift();
        if (requestId) this.#send({ type: 'sendDone', requestId, result: { ok: true } });
        return;
      }
      case 'moment':
      case 'second':
        bench.pass(act === 'moment' ? 200 : 1_000);
        return this.#look();
      default:
        return this.#send({ type: 'final', text: act });
    }
  }

  /** All that is owed comes. */
  settle(): void {
    this.do('offset');
    for (let round = 0; round < 16; round++) {
      for (const act of ['answered', 'looked up', 'sent', 'audible', 'spoken'] as const)
        for (let i = 0; i < 3; i++) this.do(act);
      if (round < 12) this.do('second');
    }
  }

  #send(event: Parameters<Bench['send']>[0]): void {
    this.bench.send(event);
    this.#look();
  }

  #spoken(line: { readonly id: string; over: boolean } | undefined): void {
    const told = this.bench.state.utterances.find(({ id }) => id === line?.id);
    if (!line || (told && !told.complete)) return;
    line.over = true;
    this.#send({ type: 'finished', utterance: line.id });
  }

  #cut(stop: () => void): void {
    stop();
    const cut = this.#lines.filter(({ over }) => !over);
    for (const line of cut) line.over = true;
    for (const { id } of cut) this.bench.send({ type: 'stopped', utterance: id, heard: '' });
    this.#look();
  }

  #look(): void {
    while (this.#seen < this.bench.effects.length) {
      const effect = this.bench.effects[this.#seen++];
      if (effect?.type === 'voiceBegin') this.#lines.push({ id: effect.utterance, over: false });
      if (effect?.type === 'modelStart') this.#models.push(effect.requestId);
      if (effect?.type === 'httpStart') this.#lookUps.push(effect.requestId);
      if (effect?.type === 'sendStart') {
        this.#messages.push(effect.requestId);
        this.sent.push(effect.requestId);
      }
      if (effect?.type === 'transfer') this.transfers.push(effect.requestId);
      if (effect?.type === 'modelCancel')
        this.#models.splice(0, this.#models.length, ...this.#others(effect));
      if (effect?.type === 'voiceStop') this.#cut(() => undefined);
    }
  }

  #others({ requestId }: { readonly requestId: string }): string[] {
    return this.#models.filter((one) => one !== requestId);
  }
}

describe.each(['audio', 'carrier'] as const)('a call on %s', (hearing) => {
  it('is never stuck, transfers once and sends each message once (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { minLength: 4, maxLength: 50 }), (some) => {
        const world = new World(hearing);
        for (const act of some) world.do(act);
        world.settle();
        expect(new Set(world.transfers).size).toBe(world.transfers.length);
        expect(new Set(world.sent).size).toBe(world.sent.length);
        const { phase, flow, timers, utterances } = world.bench.state;
        if (phase !== 'live' || flow.waiting.for === 'transfer') return;
        expect(flow.waiting.for).toBe('caller');
        expect(utterances.every(({ over }) => over)).toBe(true);
        expect(timers.noInput ?? timers.endpoint ?? timers.final ?? timers.interDigit).toBeDefined();
      }),
      { numRuns: 1_500 },
    );
  });
});
