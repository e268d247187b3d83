import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedWheel } from '../services/audio/index.ts';
import { systemClock } from '../types/clock.ts';
import { testServer, type TestServer } from './testing/testServer.ts';

describe('the load level of the audio', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.stop());

  const scraped = async () => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return text.split('\n').filter((line) => line.startsWith('weaver_audio_load'));
  };
  /** Ticks as they come on a machine that is 30 ms behind, from now on; with no call the wheel has none of its own. */
  const overloaded = (windows: number) => {
    const { load } = sharedWheel(systemClock);
    const now = systemClock.now();
    for (let at = now; at <= now + windows * 2_050; at += 10) load.tick(at - 30, at, 10);
  };

  it('is 0, and nothing is said of it, where nothing is late', async () => {
    expect(await scraped()).toContain('weaver_audio_load_level{origin="measured"} 0');
    expect(server.logged()).not.toContain('AUDIO_LIGHTER');
  });

  it('is logged with its reason at each change, and stands in the metrics', async () => {
    overloaded(2);
    expect(await scraped()).toEqual([
      'weaver_audio_load_level{origin="measured"} 2',
      'weaver_audio_load_changes_total{level="0",origin="measured"} 0',
      'weaver_audio_load_changes_total{level="1",origin="measured"} 1',
      'weaver_audio_load_changes_total{level="2",origin="measured"} 1',
    ]);
    const lines = server
      .logged()
      .split('\n')
      .filter((line) => line.includes('AUDIO_LIGHTER'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toMatchObject([
      { level: 'warn', code: 'AUDIO_LIGHTER', audioLevel: 1, previous: 0, lagMs: 30 },
      { level: 'warn', code: 'AUDIO_LIGHTER', audioLevel: 2, previous: 1, lagMs: 30 },
    ]);
  });
});
