import { expect, it } from 'vitest';
import { MAX_PENDING, SinkGate } from './admission.ts';
import { RecordingAudioHost } from './testKit.ts';

it('tells the end once, and nothing after it', () => {
  const { sink, told } = new RecordingAudioHost();
  const gate = new SinkGate<typeof sink>();
  gate.admit(sink, () => undefined);
  gate.close('stop');
  gate.close('socket-closed');
  gate.emit((to) => to.key('1'));
  expect(told).toEqual([['closed', 'stop']]);
});

it('keeps a bounded number of events while admission takes its time, and the end always', async () => {
  const { sink, told } = new RecordingAudioHost();
  const gate = new SinkGate<typeof sink>();
  gate.admit(Promise.resolve(sink), () => undefined);
  for (let i = 0; i < MAX_PENDING + 7; i += 1) gate.emit((to) => to.mark(String(i)));
  gate.close('stop');
  await new Promise((resolve) => setImmediate(resolve));
  expect(gate.dropped).toBe(7);
  expect(told).toHaveLength(MAX_PENDING + 1);
  expect(told[0]).toEqual(['mark', '0']);
  expect(told.at(-1)).toEqual(['closed', 'stop']);
});
