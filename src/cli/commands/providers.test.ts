import { describe, expect, it } from 'vitest';
import type { ProviderCheck } from '../../types/api.ts';
import { checkLines } from './providersCheck.ts';
import { accountLines } from './providersList.ts';
import { readChange } from './providersSet.ts';

const quiet = { note: () => undefined };

describe('weaver providers set', () => {
  it('reads values, secrets from standard input, and removals', async () => {
    const change = await readChange(
      ['region=eastasia', 'key=-', 'sttUrl=', 'ttsUrl=https://x.org/?a=b'],
      quiet,
      () => Promise.resolve('abc\n'),
    );
    expect(change).toEqual({ region: 'eastasia', key: 'abc', sttUrl: null, ttsUrl: 'https://x.org/?a=b' });
  });

  it('says that a secret on the command line stays in the history', async () => {
    const notes: string[] = [];
    await readChange(['key=abc'], { note: (line) => void notes.push(line) });
    expect(notes).toEqual([expect.stringContaining('key=-')]);
    expect(notes.join('')).not.toContain('abc');
  });

  it.each([[['sk-a-secret']], [['=sk-a-secret']], [['key=-', 'credentials=-']], [['key=-']]])(
    'refuses %j without repeating it',
    async (assignments) => {
      const error = await readChange(assignments, quiet, () => Promise.resolve(' ')).catch((e: Error) => e);
      expect(error).toMatchObject({ code: 'CLI_USAGE' });
      expect(String(error)).not.toContain('sk-a-secret');
    },
  );
});

describe('weaver providers check', () => {
  const check = (more: Partial<ProviderCheck>): ProviderCheck => ({
    provider: 'azure',
    work: 'synthesiser',
    ok: true,
    firstOutputMs: 180,
    totalMs: 420,
    says: 'It spoke.',
    fix: null,
    ...more,
  });

  it('prints what worked, what to mend, and names what is not set up once', () => {
    const missing = { ok: null, firstOutputMs: null, totalMs: null, says: 'It is not set up.' };
    const text = checkLines([
      check({ voices: { count: 31, names: ['Jenny', 'Guy'] } }),
      check({
        work: 'recogniser',
        ok: false,
        says: 'HTTP 401',
        code: 'PROVIDER_REFUSED',
        fix: 'Copy a key.',
      }),
      check({ ...missing, provider: 'groq', work: 'model', fix: 'Set GROQ_API_KEY.' }),
      check({ ...missing, provider: 'groq', work: 'recogniser', fix: 'Set GROQ_API_KEY.' }),
    ]).join('\n');
    expect(text).toMatch(/azure +synthesiser +ok +180 +420 +It spoke\./);
    expect(text).toContain('31 voices: Jenny, Guy, …');
    expect(text).toMatch(/recogniser +FAILED .* HTTP 401/);
    expect(text).toContain('→ Copy a key. [PROVIDER_REFUSED]');
    expect(text.match(/GROQ_API_KEY/g)).toHaveLength(1);
  });
});

describe('weaver providers list', () => {
  it('shows what is set and by what, never a secret', () => {
    const field = { environment: 'GROQ_API_KEY', required: true, stored: true };
    const lines = accountLines({
      name: 'groq',
      configurable: true,
      configured: true,
      missing: null,
      problem: null,
      fields: [
        { ...field, name: 'key', secret: true, from: 'environment', value: null },
        { ...field, name: 'model', secret: false, from: 'store', value: 'm' },
        { ...field, name: 'url', secret: false, from: 'default', value: 'https://x.org' },
      ],
      works: [],
    });
    expect(lines.map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
      'groq ready',
      ' key (secret) [GROQ_API_KEY, over a stored value]',
      ' model m [stored]',
    ]);
  });

  it('a provider with only an address is not called ready, and each work says what it wants', () => {
    const about = { can: 'x', cannot: 'x', licence: 'x', loaded: false };
    const account = {
      name: 'openai-compatible',
      configurable: true,
      configured: true,
      missing: null,
      problem: null,
      fields: [],
      works: [
        { ...about, work: 'model' as const, available: false, unavailable: 'Set WEAVER_MODEL.' },
        { ...about, work: 'recogniser' as const, available: false, unavailable: 'Set WEAVER_STT_MODEL.' },
      ],
    };
    const plain = (lines: string[]) => lines.map((line) => line.replaceAll(/ +/g, ' '));
    expect(plain(accountLines(account))).toEqual([
      'openai-compatible not set up (model), (recogniser)',
      ' → model: Set WEAVER_MODEL.',
      ' → recogniser: Set WEAVER_STT_MODEL.',
    ]);
    const [model, recogniser] = account.works;
    const works = [{ ...model!, available: true, unavailable: null }, recogniser!];
    expect(plain(accountLines({ ...account, works }))).toEqual([
      'openai-compatible ready model, (recogniser)',
      ' → recogniser: Set WEAVER_STT_MODEL.',
    ]);
  });
});
