import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/types/clock.ts';
import { choices, findProfile, latencyOf, providerChoice, quantileOf } from './profiles.ts';

const ids = [
  ...new Set(Object.values(choices).flatMap(({ stt, llm, tts }) => [stt, ...llm, ...tts])),
  'stt/soniox/v4',
  'llm/google/gemini-3.5-flash-lite',
];

describe('published latencies', () => {
  it.each(ids)('go through the published points of %s', (id) => {
    const { knots, subtract_ms } = findProfile(id);
    for (const [p, ms] of knots ?? []) expect(quantileOf(id, p)).toBeCloseTo(ms - (subtract_ms ?? 0), 6);
  });

  it.each(ids)('grow with the probability: %s', (id) => {
    const share = fc.double({ min: 0.001, max: 0.9995, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.constantFrom('maximum', 'lognormal'), (a, b, tails) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(quantileOf(id, low, tails)).toBeLessThanOrEqual(quantileOf(id, high, tails) + 1e-9);
      }),
    );
  });

  it('never exceed a published maximum, and reach P99 as the study computed it', () => {
    const { max } = findProfile('llm/groq/gpt-oss-120b');
    expect(quantileOf('llm/groq/gpt-oss-120b', 0.999_999)).toBeCloseTo(max!, 6);
    // latency.md 1.6: Groq alone, P99 657.
    expect(Math.round(quantileOf('llm/groq/gpt-oss-120b', 0.99))).toBeGreaterThan(630);
    expect(Math.round(quantileOf('llm/groq/gpt-oss-120b', 0.99))).toBeLessThan(680);
  });

  it('are refused where nothing is published', () => {
    expect(() => latencyOf('llm/cerebras/llama', seededRandom(1), 'maximum')).toThrow(
      expect.objectContaining({ code: 'PROVIDER_PROFILE_UNKNOWN' }),
    );
    expect(() => providerChoice('stt/deepgram/nova-3,llm/cerebras/llama,tts/azure/neural')).toThrow(
      expect.objectContaining({ code: 'PROVIDER_PROFILE_UNKNOWN' }),
    );
    expect(() => providerChoice('quick')).toThrow(expect.objectContaining({ code: 'CLI_OPTION_INVALID' }));
  });
});
