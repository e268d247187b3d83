import { afterAll, describe, expect, it } from 'vitest';
import type { ProviderFailure, SynthesisRequest } from '../../../types/ports.ts';
import { EspeakSynthesiser, findEspeak } from './espeakSynthesiser.ts';
import { espeakVoice, espeakVoices } from './espeakVoices.ts';

const installed = findEspeak() !== undefined;
if (!installed) process.stderr.write('espeak-ng is not installed: its tests are left out\n');

const espeak = new EspeakSynthesiser({ processes: 2 });
afterAll(() => espeak.close());

interface Spoken {
  samples: number;
  failure?: ProviderFailure;
}

function say(request: SynthesisRequest, by: EspeakSynthesiser = espeak): Promise<Spoken> {
  return new Promise((resolve) => {
    let samples = 0;
    by.speak(request, {
      audio: (mulaw) => (samples += mulaw.length),
      done: () => resolve({ samples }),
      failed: (failure) => resolve({ samples, failure }),
    });
  });
}

describe.runIf(installed)('espeak-ng', () => {
  it.each([
    ['zh-HK', '你好，我想預約星期二。'],
    ['zh-CN', '你好，我想预约星期二。'],
    ['zh-TW', '你好，我想預約星期二。'],
    ['ja-JP', 'こんにちは、おげんきですか。'],
    ['vi-VN', 'Xin chào, tôi muốn đặt lịch.'],
    ['de-DE', 'Guten Tag, ich möchte einen Termin.'],
  ])('speaks %s', async (language, text) => {
    await espeak.warm();
    const { samples, failure } = await say({ language, text });
    expect(failure).toBeUndefined();
    expect(samples).toBeGreaterThan(0.8 * 8000);
    expect(samples).toBeLessThan(8 * 8000);
  });

  it('speaks more texts than it may have processes', async () => {
    const all = await Promise.all(
      ['One', 'Two', 'Three', 'Four'].map((text) => say({ language: 'en-GB', text })),
    );
    expect(all.every(({ samples }) => samples > 1_000)).toBe(true);
  });

  it('does not take text for options or phonemes', async () => {
    for (const text of ['--help', '-f /etc/passwd', '[[h@lo]]', '$(echo hello)']) {
      expect((await say({ language: 'en-US', text })).samples).toBeGreaterThan(800);
    }
  });

  it('has nothing to say for no text', async () => {
    expect(await say({ language: 'en-US', text: '  ' })).toEqual({ samples: 0 });
  });

  it('is silent after cancel and has its process killed', async () => {
    const heard: string[] = [];
    const running = espeak.speak(
      { language: 'en-US', text: 'hello there '.repeat(4_000) },
      {
        audio: () => {
          heard.push('audio');
          running.cancel();
          running.cancel();
        },
        done: () => void heard.push('done'),
        failed: () => void heard.push('failed'),
      },
    );
    await expect.poll(() => heard).toEqual(['audio']);
    // Two processes may run: both places are free again.
    await Promise.all([say({ language: 'en-US', text: 'One' }), say({ language: 'en-US', text: 'Two' })]);
    expect(heard).toEqual(['audio']);
  });

  it('says that it has no voice for a language', async () => {
    expect((await say({ language: 'xx-XX', text: 'x' })).failure).toMatchObject({ kind: 'unsupported' });
  });
});

it('says what to do when the program is missing', async () => {
  const absent = new EspeakSynthesiser({ program: 'no-such-espeak-ng' });
  await expect(absent.warm()).rejects.toMatchObject({ code: 'PROVIDER_ESPEAK_MISSING' });
  const { failure } = await say({ language: 'zh-HK', text: '你好' }, absent);
  expect(failure).toMatchObject({ kind: 'unavailable', retryable: false });
  await absent.close();
});

it('knows the voice of a language and region', () => {
  const voices = [
    'zh-HK',
    'zh-MO',
    'yue-CN',
    'zh-CN',
    'zh-TW',
    'en-US',
    'en-GB',
    'pt-BR',
    'es-MX',
    'fil-PH',
  ].map((tag) => espeakVoice(tag));
  expect(voices).toEqual(['yue', 'yue', 'yue', 'cmn', 'cmn', 'en-us', 'en-gb', 'pt-br', 'es-419', undefined]);
  expect(new Set(espeakVoices.map(({ id }) => id)).size).toBe(espeakVoices.length);
});
