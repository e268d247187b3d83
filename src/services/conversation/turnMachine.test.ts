import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { question } from '../../../tests/support/toyFlow.ts';
import type { HearingMode } from './events.ts';
import { replayCall, sameTurns } from './replay.ts';
import { agentBusy } from './state.ts';
import { anyEvent, Bench, settleWorld } from '../../../tests/support/machineBench.ts';

describe('speculation', () => {
  const asked = () => {
    const bench = new Bench({ speculate: true });
    bench.hearAll();
    bench.pass(500);
    bench.send({ type: 'speechStart', onset: bench.now });
    return bench;
  };

  it('asks the model once the caller falls silent, and takes its answer over when the final says the same', () => {
    const bench = asked();
    bench.send({ type: 'partial', text: 'think about' });
    bench.pass(60);
    bench.send({ type: 'partial', text: 'think about it' });
    bench.pass(300);
    expect(bench.of('speculate')).toHaveLength(0);
    bench.send({ type: 'speechEnd', offset: bench.now });
    expect(bench.of('speculate')).toMatchObject([
      { speculation: 's0', says: [], model: { language: 'en-US' } },
    ]);
    expect(bench.of('modelStart')).toHaveLength(0);
    bench.send({ type: 'final', text: 'think, about it.' });
    bench.pass(2_000);
    expect(bench.of('modelStart')).toMatchObject([{ speculation: 's0' }]);
    expect(bench.of('speculateCancel')).toHaveLength(0);
  });

  it('does not wait for silence where the answer is whole already', () => {
    const yesNo = { ...question, kind: 'yes-no' as const };
    const bench = new Bench({ speculate: true, expectation: yesNo });
    bench.hearAll();
    bench.pass(500);
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.send({ type: 'partial', text: 'yes' });
    bench.pass(99);
    expect(bench.of('speculate')).toHaveLength(0);
    bench.pass(1);
    expect(bench.of('speculate')).toHaveLength(1);
  });

  it('throws it away when the final says otherwise', () => {
    const bench = asked();
    bench.send({ type: 'partial', text: 'think it over' });
    bench.pass(150);
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.pass(20);
    bench.send({ type: 'final', text: 'never mind' });
    bench.pass(2_000);
    expect(bench.of('speculateCancel')).toContainEqual({ type: 'speculateCancel', speculation: 's0' });
    expect(bench.of('modelStart')).toHaveLength(0);
  });

  it('stops before what touches the world: of a look-up only the line before it is made ready', () => {
    const bench = asked();
    bench.send({ type: 'partial', text: 'look up my order' });
    bench.pass(120);
    bench.send({ type: 'speechEnd', offset: bench.now });
    expect(bench.of('speculate')).toMatchObject([{ says: [{ text: 'One moment.' }] }]);
    expect(bench.of('httpStart')).toHaveLength(0);
  });

  it('prepares nothing after words that go on, nor on words that have just come', () => {
    const bench = asked();
    bench.send({ type: 'partial', text: 'think about' });
    bench.pass(150);
    bench.send({ type: 'speechEnd', offset: bench.now });
    expect(bench.of('speculate')).toHaveLength(0);
    bench.send({ type: 'partial', text: 'think about it' });
    bench.pass(99);
    expect(bench.of('speculate')).toHaveLength(0);
    bench.pass(1);
    expect(bench.of('speculate')).toHaveLength(1);
  });

  it('speculates on the text transport too, and says nothing before the carrier’s word', () => {
    const bench = new Bench({ speculate: true, hearing: 'carrier' });
    bench.hearAll();
    bench.send({ type: 'partial', text: 'think about it' });
    bench.pass(500);
    expect(bench.of('speculate')).toHaveLength(1);
    const said = bench.said.length;
    bench.pass(500);
    expect(bench.said).toHaveLength(said);
    bench.send({ type: 'final', text: 'think about it' });
    expect(bench.of('modelStart')).toMatchObject([{ speculation: 's0' }]);
  });
});

describe('turn machine', () => {
  it('greets, waits, answers and writes the turn down with its clocks', () => {
    const bench = new Bench();
    expect(bench.said).toEqual(['Hello there.']);
    bench.hearAll();
    bench.pass(1_000);
    bench.speak('I want a table');
    bench.pass(240);
    expect(bench.said.slice(1)).toEqual(['You said: I want a table.', 'What else?']);
    bench.hearAll();
    const turn = bench.of('turn').at(-1)?.turn;
    expect(turn).toMatchObject({ index: 1, input: 'speech', caller: 'I want a table', interrupted: false });
    expect(turn?.heard).toBe(turn?.agent);
    expect(turn?.clocks.speechEndToAudioMs).toBe(500); // the expectation's end silence, all else is instant here
    expect(turn?.clocks.earEstimateMs).toBe(730);
  });

  it('waits longer when the words cannot be the end', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('I would like to');
    bench.pass(1_500);
    expect(bench.said).toHaveLength(1);
    bench.pass(600);
    expect(bench.said).toHaveLength(3);
  });

  it('takes a turn back, words kept, when the caller goes on before the answer is audible', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('a table');
    bench.pass(400);
    expect(bench.said).toContain('You said: a table.');
    bench.speak('for two');
    bench.pass(600);
    expect(bench.of('voiceStop')).toHaveLength(1);
    expect(bench.said).toContain('You said: a table for two.');
    expect(bench.state.flow.history.filter((h) => h.role === 'caller').map((h) => h.text)).toEqual([
      'a table for two',
    ]);
    bench.hearAll();
    expect(bench.of('turn').map((e) => e.turn.index)).toEqual([0, 1]);
  });

  it('does not take a turn back once the answer has been audible for a while: that is a cut-in', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('a table');
    bench.pass(400);
    const id = bench.state.utterances[0]?.id ?? '';
    bench.send({ type: 'stage', utterance: id, mark: 'firstAudio' });
    bench.pass(800);
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    expect(bench.of('voiceStop')).toHaveLength(0);
    bench.send({ type: 'speechLasts', onset: bench.now - 60 });
    expect(bench.of('voiceStop')).toHaveLength(1);
    for (const u of bench.state.utterances)
      bench.send({ type: 'stopped', utterance: u.id, heard: u.id === id ? 'You said' : '' });
    expect(bench.state.flow.history.at(-1)).toMatchObject({ role: 'agent', text: 'You said' });
    bench.speak('no, for two');
    bench.pass(600);
    expect(bench.of('turn').at(-1)?.turn).toMatchObject({ interrupted: true, heard: 'You said' });
  });

  it('resumes what a cough cut off, from where it was heard', () => {
    const bench = new Bench({ greeting: 'Hello there, how can I help?' });
    bench.send({ type: 'stage', utterance: 'u0', mark: 'firstAudio' });
    bench.pass(100);
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    bench.send({ type: 'speechLasts', onset: bench.now - 60 });
    bench.send({ type: 'stopped', utterance: 'u0', heard: 'Hello there,' });
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.send({ type: 'final', text: '' });
    bench.pass(1_500);
    expect(bench.said.at(-1)).toBe('how can I help?');
    expect(bench.state.flow.history).toMatchObject([{ role: 'agent', text: 'Hello there, how can I help?' }]);
  });

  it('does not stop an uninterruptible line, a farewell, or for speech where only keys are expected', () => {
    const fixed = new Bench({ interruptible: false });
    fixed.send({ type: 'speechStart', onset: 0 });
    fixed.send({ type: 'speechLasts', onset: 0 });
    expect(fixed.of('voiceStop')).toHaveLength(0);
    const farewell = new Bench();
    farewell.hearAll();
    farewell.speak('bye');
    farewell.pass(600);
    farewell.send({ type: 'stage', utterance: farewell.state.utterances[0]?.id ?? '', mark: 'firstAudio' });
    farewell.pass(800);
    farewell.send({ type: 'speechStart', onset: farewell.now });
    farewell.send({ type: 'speechLasts', onset: farewell.now });
    expect(farewell.of('voiceStop')).toHaveLength(0);
    const keysOnly = new Bench({ expectation: { ...question, speech: false } });
    keysOnly.send({ type: 'speechStart', onset: 0 });
    keysOnly.send({ type: 'speechLasts', onset: 0 });
    expect(keysOnly.of('voiceStop')).toHaveLength(0);
  });

  it('hangs up only after the farewell has been heard, and ends when the carrier has gone', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('bye now');
    bench.pass(600);
    expect(bench.of('hangUp')).toHaveLength(0);
    bench.hearAll();
    expect(bench.of('hangUp')).toMatchObject([{ end: 'completed' }]);
    bench.send({ type: 'closed', reason: 'caller-hung-up' });
    expect(bench.of('ended')).toMatchObject([{ end: 'completed' }]);
  });

  it('ends although the carrier never confirms', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('bye');
    bench.pass(600);
    bench.hearAll();
    bench.pass(5_000);
    expect(bench.of('ended')).toHaveLength(1);
  });

  it('asks again after silence, counted from the end of the agent’s speech', () => {
    const bench = new Bench();
    bench.pass(20_000);
    expect(bench.said).toHaveLength(1);
    bench.hearAll();
    bench.pass(question.patience.noInputMs + 1);
    expect(bench.said.at(-1)).toBe('Are you there?');
  });

  it('collects keys until the row is whole, ended or abandoned', () => {
    const digits = { ...question, kind: 'digits', digits: { min: 4, max: 4, terminator: '#' } } as const;
    const whole = new Bench({ expectation: digits });
    whole.hearAll();
    for (const digit of '1234') whole.send({ type: 'key', digit });
    expect(whole.said.at(-1)).toBe('Keys 1234.');
    const ended = new Bench({ expectation: digits });
    ended.hearAll();
    for (const digit of '12#') ended.send({ type: 'key', digit });
    expect(ended.said.at(-1)).toBe('Keys 12.');
    const abandoned = new Bench({ expectation: digits });
    abandoned.hearAll();
    abandoned.send({ type: 'key', digit: '7' });
    abandoned.pass(question.patience.interDigitMs + 1);
    expect(abandoned.said.at(-1)).toBe('Keys 7.');
  });

  it('streams a model, and cuts it where the caller cut in', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('think about it');
    bench.pass(600);
    const requestId = bench.of('modelStart')[0]?.requestId ?? '';
    bench.send({ type: 'modelText', requestId, delta: 'Well, ' });
    bench.send({ type: 'modelText', requestId, delta: 'it depends' });
    const id = bench.state.utterances.at(-1)?.id ?? '';
    bench.send({ type: 'stage', utterance: id, mark: 'firstAudio' });
    bench.pass(800);
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.send({ type: 'speechLasts', onset: bench.now });
    expect(bench.of('voiceStop')).toHaveLength(1);
    bench.send({ type: 'stopped', utterance: id, heard: 'Well,' });
    expect(bench.of('modelCancel')).toHaveLength(0);
    bench.send({ type: 'partial', text: 'no wait' });
    expect(bench.of('modelCancel')).toHaveLength(1);
    expect(bench.state.flow.history.at(-1)?.text).toBe('Well,');
    expect(bench.state.expectation).not.toBeNull();
    bench.send({ type: 'modelText', requestId, delta: ' late' });
    expect(bench.said.at(-1)).toBe('it depends');
  });

  it('goes on when a model, a look-up or a transfer fails', () => {
    const model = new Bench();
    model.hearAll();
    model.speak('think');
    model.pass(600);
    model.send({
      type: 'modelFailed',
      requestId: model.of('modelStart')[0]?.requestId ?? '',
      code: 'PROVIDER_STALLED',
    });
    expect(model.said.at(-1)).toBe('The model failed.');
    const http = new Bench();
    http.hearAll();
    http.speak('look up');
    http.pass(600);
    const requestId = http.of('httpStart')[0]?.requestId ?? '';
    http.send({ type: 'httpDone', requestId, result: { ok: false, code: 'HTTP_TIMEOUT' } });
    expect(http.said.at(-1)).toBe('Not found.');
    const transfer = new Bench();
    transfer.hearAll();
    transfer.speak('a person');
    transfer.pass(600);
    expect(transfer.of('transfer')).toHaveLength(0);
    transfer.hearAll();
    transfer.send({
      type: 'transferDone',
      requestId: transfer.of('transfer')[0]?.requestId ?? '',
      result: 'busy',
    });
    expect(transfer.said.at(-1)).toBe('Nobody answers.');
  });

  it('does not count a line that bridges a look-up as the answer', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('look up');
    bench.pass(240);
    const decidedAt = bench.now;
    bench.hearAll(); // 'One moment.' is heard
    bench.pass(900);
    bench.send({
      type: 'httpDone',
      requestId: bench.of('httpStart')[0]?.requestId ?? '',
      result: { ok: true, status: 200, body: {} },
    });
    const answeredAt = bench.now;
    bench.hearAll();
    const turn = bench.of('turn').at(-1)?.turn;
    expect(turn?.agent).toBe('One moment. Found it.');
    expect(turn?.timeline).toMatchObject({
      bridgeAudio: decidedAt,
      lookUpDone: answeredAt,
      firstAudio: answeredAt,
    });
    expect(turn?.clocks.decisionToAudioMs).toBe(answeredAt - decidedAt);
  });

  it('never takes back a turn that touched the world', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('look up');
    bench.pass(600);
    bench.send({ type: 'speechStart', onset: bench.now });
    expect(bench.state.turn?.caller).toBe('look up');
    expect(bench.of('httpStart')).toHaveLength(1);
  });

  it('sends a message once, when the turn is decided, and goes on when it is accepted', () => {
    const bench = new Bench({ speculate: true });
    bench.hearAll();
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.send({ type: 'partial', text: 'write to me' });
    bench.pass(150);
    expect(bench.of('sendStart')).toHaveLength(0);
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.send({ type: 'final', text: 'write to me' });
    bench.pass(2_500);
    const [sending] = bench.of('sendStart');
    expect(bench.of('sendStart')).toHaveLength(1);
    const asked = bench.now;
    // The caller goes on: what is on its way is not sent again.
    bench.send({ type: 'speechStart', onset: bench.now });
    expect(bench.state.turn?.caller).toBe('write to me');
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.send({ type: 'sendDone', requestId: 'another', result: { ok: true } });
    expect(bench.said.at(-1)).toBe('Hello there.');
    bench.pass(300);
    bench.send({ type: 'sendDone', requestId: sending?.requestId ?? '', result: { ok: false, code: 'x' } });
    expect(bench.said.at(-1)).toBe('Not sent.');
    bench.send({ type: 'sendDone', requestId: sending?.requestId ?? '', result: { ok: true } });
    expect(bench.said.at(-1)).toBe('Not sent.');
    expect(bench.state.turn?.marks.lookUpRequested).toBeLessThan(asked);
    expect(bench.state.turn?.marks.lookUpDone).toBe(asked + 300);
  });

  it('uses the last partial when the recogniser owes its final', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.send({ type: 'partial', text: 'a table' });
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.pass(600);
    expect(bench.said).toHaveLength(1);
    bench.pass(3_000);
    expect(bench.said).toContain('You said: a table.');
    expect(bench.of('note')).toMatchObject([{ code: 'CALL_FINAL_OVERDUE' }]);
  });

  it('keeps what a caller said who hung up in mid-sentence', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.send({ type: 'partial', text: 'I would like to' });
    bench.send({ type: 'closed', reason: 'caller-hung-up' });
    expect(bench.of('turn').at(-1)?.turn).toMatchObject({
      index: 1,
      caller: 'I would like to',
      agent: '',
      source: null,
    });
  });

  it('answers the carrier’s prompt at once on the text transport, and believes its interrupts', () => {
    const bench = new Bench({ hearing: 'carrier' });
    bench.send({ type: 'speechStart', onset: 0 });
    expect(bench.of('voiceStop')).toHaveLength(0);
    bench.send({ type: 'interrupted', heard: 'Hello' });
    bench.send({ type: 'stopped', utterance: 'u0', heard: 'Hello' });
    bench.send({ type: 'speechEnd', offset: 300 });
    bench.send({ type: 'final', text: 'a table' });
    expect(bench.said).toContain('You said: a table.');
    expect(bench.of('turn')[0]?.turn).toMatchObject({ heard: 'Hello', interrupted: true });
  });

  it('ends a call that is too long, and one that is shut down', () => {
    const long = new Bench({ maxCallMs: 1_000 });
    long.pass(1_001);
    expect(long.of('hangUp')).toMatchObject([{ end: 'too-long' }]);
    const down = new Bench();
    down.send({ type: 'shutdown' });
    expect(down.of('hangUp')).toMatchObject([{ end: 'shutdown' }]);
  });
});

describe('when every provider fails', () => {
  it('says the farewell and ends when nobody can speak, once', () => {
    const bench = new Bench();
    const [greeting] = bench.state.utterances;
    bench.send({ type: 'voiceFailed', utterance: greeting?.id ?? '', code: 'PROVIDER_UNAVAILABLE' });
    expect(bench.said.at(-1)).toBe('We will call you back.');
    expect(bench.state.phase).toBe('live');
    // The farewell cannot be said either: the call ends all the same.
    const farewell = bench.state.utterances.find((utterance) => !utterance.over);
    bench.send({ type: 'voiceFailed', utterance: farewell?.id ?? '', code: 'PROVIDER_UNAVAILABLE' });
    expect(bench.of('hangUp')).toHaveLength(1);
  });

  it('goes on when it was the text that nobody would say', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('a table');
    bench.pass(3_000);
    const pending = bench.state.utterances.find((utterance) => !utterance.over);
    bench.send({ type: 'voiceFailed', utterance: pending?.id ?? '', code: 'PROVIDER_CONTENT' });
    expect(bench.said).not.toContain('We will call you back.');
    expect(bench.state.phase).toBe('live');
  });

  it('asks again when no recogniser understood, and gives up the second time', () => {
    const bench = new Bench();
    bench.hearAll();
    const deafTurn = () => {
      bench.send({ type: 'speechStart', onset: bench.now - 60 });
      bench.pass(800);
      bench.send({ type: 'speechEnd', offset: bench.now - 160 });
      bench.pass(1_500);
      bench.send({ type: 'earsFailed', code: 'PROVIDER_STALLED' });
    };
    deafTurn();
    expect(bench.said.at(-1)).toBe('Are you there?');
    bench.hearAll();
    deafTurn();
    expect(bench.said.at(-1)).toBe('We will call you back.');
    bench.hearAll();
    expect(bench.of('hangUp')).toHaveLength(1);
  });

  it('does not wait for a final that will not come', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    bench.send({ type: 'partial', text: 'a table' });
    bench.send({ type: 'earsFailed', code: 'PROVIDER_UNAVAILABLE' });
    bench.pass(800);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.pass(1_100);
    expect(bench.said).toContain('You said: a table.');
  });

  it('regression: a voice that fails while an answer is being generated leaves nobody waiting for that answer', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('think');
    bench.pass(3_000);
    const { generating } = bench.state;
    bench.send({ type: 'modelText', requestId: generating?.requestId ?? '', delta: 'Well, ' });
    const begun = bench.state.utterances.find((utterance) => !utterance.over);
    bench.send({ type: 'voiceFailed', utterance: begun?.id ?? '', code: 'PROVIDER_UNAVAILABLE' });
    expect(bench.of('modelCancel')).toHaveLength(1);
    expect(bench.said.at(-1)).toBe('We will call you back.');
    bench.hearAll();
    expect(bench.of('hangUp')).toHaveLength(1);
  });

  it('regression: two lines in a row that nobody says are silence, whoever is to blame', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('a table');
    bench.pass(3_000);
    for (let lost = 0; lost < 2; lost++) {
      const line = bench.state.utterances.find((utterance) => !utterance.over);
      bench.send({ type: 'voiceFailed', utterance: line?.id ?? '', code: 'PROVIDER_INVALID_REQUEST' });
    }
    expect(bench.said.at(-1)).toBe('We will call you back.');
  });

  it('regression: a transfer needs no voice, so its failed announcement does not end the call', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('a person');
    bench.pass(3_000);
    const announcement = bench.state.utterances.find((utterance) => !utterance.over);
    bench.send({ type: 'voiceFailed', utterance: announcement?.id ?? '', code: 'PROVIDER_STALLED' });
    expect(bench.of('transfer')).toHaveLength(1);
    expect(bench.of('hangUp')).toEqual([]);
  });

  it('regression: a caller who goes on after a failed recognition is waited for again', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    bench.pass(800);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.send({ type: 'earsFailed', code: 'PROVIDER_STALLED' });
    bench.pass(100);
    bench.send({ type: 'speechStart', onset: bench.now - 60 });
    bench.pass(800);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.pass(1_200);
    expect(bench.said).not.toContain('Are you there?');
    bench.send({ type: 'final', text: 'a table' });
    expect(bench.said).toContain('You said: a table.');
  });

  it('notes in the call’s course who took over, and replays the same', () => {
    const bench = new Bench();
    bench.send({ type: 'provider', code: 'PROVIDER_FAILOVER', detail: { from: 'azure', to: 'google' } });
    expect(bench.of('note')).toMatchObject([{ code: 'PROVIDER_FAILOVER', detail: { to: 'google' } }]);
  });
});

describe('regressions of the turn machine', () => {
  it('stale final: words of a first pause do not stand for the whole turn', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('I want');
    bench.pass(100);
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.pass(900);
    bench.send({ type: 'speechEnd', offset: bench.now - 160 });
    bench.pass(700); // the end silence is over, the second final is late
    expect(bench.of('turn')).toHaveLength(1);
    bench.send({ type: 'final', text: 'I want a table for two' });
    expect(bench.said).toContain('You said: I want a table for two.');
  });

  it('words spoken during a look-up do not answer the next question', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.speak('look up');
    bench.pass(300);
    bench.hearAll();
    bench.speak('it is number five');
    bench.send({
      type: 'httpDone',
      requestId: bench.of('httpStart')[0]?.requestId ?? '',
      result: { ok: true, status: 200, body: 1 },
    });
    bench.hearAll();
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.pass(500);
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.pass(600);
    bench.send({ type: 'final', text: 'thank you' });
    expect(bench.said).toContain('You said: thank you.');
    expect(bench.said.join()).not.toContain('five');
  });

  it.each<HearingMode>(['carrier', 'audio'])(
    'a cough without words does not end the wait (%s)',
    (hearing) => {
      const bench = new Bench({ hearing, expectation: { ...question, speech: hearing === 'carrier' } });
      bench.hearAll();
      bench.send({ type: 'speechStart', onset: bench.now });
      bench.pass(300);
      bench.send({ type: 'speechEnd', offset: bench.now });
      bench.pass(question.patience.noInputMs + 1);
      expect(bench.said.at(-1)).toBe('Are you there?');
    },
  );

  it('a deaf recogniser counts as silence, so that the flow asks again', () => {
    const bench = new Bench();
    bench.hearAll();
    for (let i = 0; i < 2; i++) {
      bench.send({ type: 'speechStart', onset: bench.now });
      bench.pass(800);
      bench.send({ type: 'speechEnd', offset: bench.now });
      bench.pass(6_500);
    }
    expect(bench.said.at(-1)).toBe('Are you there?');
  });

  it('text transport: words that follow before anything is audible join the turn', () => {
    const bench = new Bench({ hearing: 'carrier' });
    bench.hearAll();
    bench.send({ type: 'final', text: 'think about a table' });
    bench.send({ type: 'final', text: 'for two' });
    expect(bench.of('modelCancel')).toHaveLength(1);
    expect(bench.state.flow.history.filter((h) => h.role === 'caller').map((h) => h.text)).toEqual([
      'think about a table for two',
    ]);
  });

  it('text transport: words that come during a look-up are answered after it', () => {
    const bench = new Bench({ hearing: 'carrier' });
    bench.hearAll();
    bench.send({ type: 'final', text: 'look up' });
    bench.hearAll();
    bench.send({ type: 'final', text: 'and hurry' });
    bench.send({
      type: 'httpDone',
      requestId: bench.of('httpStart')[0]?.requestId ?? '',
      result: { ok: true, status: 200, body: 1 },
    });
    expect(bench.said.slice(-3)).toEqual(['Found it.', 'You said: and hurry.', 'What else?']);
  });

  it('a key that cuts in: the line before keeps what was heard of it, and is not said again', () => {
    const menu = { ...question, choices: [{ id: 'a', phrases: [], digit: '1' }] };
    const bench = new Bench({ greeting: 'For opening hours press one.', expectation: menu });
    bench.send({ type: 'stage', utterance: 'u0', mark: 'firstAudio' });
    bench.send({ type: 'key', digit: '1' });
    bench.send({ type: 'stopped', utterance: 'u0', heard: 'For opening' });
    bench.pass(1);
    expect(bench.said.at(-1)).toBe('Keys 1.');
    expect(bench.of('turn')[0]?.turn).toMatchObject({ heard: 'For opening', interrupted: true });
    expect(bench.state.ears.unsaid).toEqual([]);
  });

  it('speech that never pauses is answered all the same', () => {
    const bench = new Bench();
    bench.hearAll();
    bench.send({ type: 'speechStart', onset: bench.now });
    bench.pass(40_000);
    expect(bench.said.at(-1)).toBe('Are you there?');
  });

  it('a resumed answer can be cut again, and history follows', () => {
    const bench = new Bench({ greeting: 'One two three four.' });
    const cough = (heard: string) => {
      const id = bench.state.utterances.find((u) => !u.over)?.id ?? '';
      bench.send({ type: 'stage', utterance: id, mark: 'firstAudio' });
      bench.send({ type: 'speechStart', onset: bench.now });
      bench.send({ type: 'speechLasts', onset: bench.now });
      bench.send({ type: 'stopped', utterance: id, heard });
    };
    cough('One');
    bench.send({ type: 'speechEnd', offset: bench.now });
    bench.send({ type: 'final', text: '' });
    bench.pass(1_000);
    expect(bench.said.at(-1)).toBe('two three four.');
    cough('two');
    expect(bench.state.flow.history).toMatchObject([{ role: 'agent', text: 'One two' }]);
  });

  it('taking a turn back does not silence another turn’s uninterruptible line', () => {
    const bench = new Bench({ interruptible: false });
    bench.send({ type: 'stage', utterance: 'u0', mark: 'firstAudio' });
    bench.speak('hello');
    bench.pass(600);
    bench.send({ type: 'speechStart', onset: bench.now });
    expect(bench.of('voiceStop')).toHaveLength(0);
  });
});

describe('turn machine, any order of events', () => {
  const script = fc.array(fc.tuple(anyEvent, fc.nat(3_000)), { maxLength: 60 });
  const hearing = fc.constantFrom<HearingMode>('audio', 'carrier');

  it('never throws, never changes the state it was given, and replays to the same turns', () => {
    fc.assert(
      fc.property(script, hearing, (steps, mode) => {
        const bench = new Bench({ hearing: mode });
        for (const [event, ms] of steps) {
          const frozen = JSON.stringify(bench.state);
          const before = bench.state;
          bench.send(event);
          expect(JSON.stringify(before)).toBe(frozen);
          bench.pass(ms);
        }
        bench.send({ type: 'closed', reason: 'caller-hung-up' });
        const turns = bench.of('turn').map((e) => e.turn);
        expect(sameTurns(replayCall(bench.flow, bench.events).turns, turns)).toBe(true);
        expect(bench.of('ended')).toHaveLength(1);
        expect(turns.map((t) => t.index)).toEqual(turns.map((_, i) => i));
      }),
      { numRuns: 4_000 },
    );
  });

  it('does the same with and without speculation, but for what is prepared', () => {
    fc.assert(
      fc.property(script, hearing, (steps, mode) => {
        const [plain, ahead] = [false, true].map((speculate) => {
          const bench = new Bench({ hearing: mode, speculate });
          for (const [event, ms] of steps) {
            bench.send(event);
            bench.pass(ms);
          }
          return bench.effects.flatMap((effect): unknown[] => {
            if (effect.type.startsWith('speculate') || ('name' in effect && effect.name === 'stable'))
              return [];
            // Generations count timers, and one more kind of them runs.
            if (effect.type === 'timerStart') return [{ ...effect, generation: 0 }];
            if (effect.type === 'modelStart') return [{ ...effect, speculation: undefined }];
            if (effect.type !== 'turn') return [effect];
            return [{ ...effect.turn, timeline: { ...effect.turn.timeline, stablePartial: undefined } }];
          });
        });
        expect(JSON.stringify(ahead)).toBe(JSON.stringify(plain));
      }),
      { numRuns: 2_000 },
    );
  });

  it('cancels or takes over each speculation once, and keeps two at most', () => {
    fc.assert(
      fc.property(script, hearing, (steps, mode) => {
        const bench = new Bench({ hearing: mode, speculate: true });
        for (const [event, ms] of steps) {
          bench.send(event);
          bench.pass(ms);
          expect(bench.state.speculations.length).toBeLessThanOrEqual(2);
        }
        const settled = [
          ...bench.of('speculateCancel').map(({ speculation }) => speculation),
          ...bench.of('speculateEnd').map(({ speculation }) => speculation),
          ...bench.of('modelStart').flatMap(({ speculation }) => speculation ?? []),
        ];
        expect(new Set(settled).size).toBe(settled.length);
        const open = bench.state.speculations.map(({ id }) => id);
        const begun = bench.of('speculate').map(({ speculation }) => speculation);
        expect([...settled, ...open].sort()).toEqual([...begun].sort());
      }),
      { numRuns: 2_000 },
    );
  });

  it('is never stuck: with a voice that finishes and a caller who is silent, something always follows', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const bench = new Bench();
        for (const [event, ms] of steps) {
          bench.send(event);
          bench.pass(ms);
        }
        settleWorld(bench);
        const { state } = bench;
        const timed = Object.keys(state.timers).some((name) => name !== 'maxCall');
        const moves = state.phase !== 'live' || timed || agentBusy(state);
        expect(moves).toBe(true);
      }),
      { numRuns: 4_000 },
    );
  });
});
