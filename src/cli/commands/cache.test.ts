import { describe, expect, it } from 'vitest';
import type { CacheExplainAnswer, CacheReport } from '../../types/api.ts';
import { explainLines, explainRequest } from './cacheExplain.ts';
import { purgeLine, purgeRequest } from './cachePurge.ts';
import { statsLines } from './cacheStats.ts';

const clinic: CacheReport['workflows'][number] = {
  workflowId: 'wf_1',
  slug: 'clinic',
  entries: 40,
  mode: 'shadow',
  labels: 120,
  labelsNeeded: 690,
  wrongAmongHits: 0.01,
  agreeing: 3,
  plain: null,
  embedded: null,
  languages: [
    { language: 'zh-HK', embedder: null },
    { language: 'en-US', embedder: 'use-lite' },
  ],
};

function report(more: Partial<CacheReport> = {}): CacheReport {
  return {
    keeping: 'stored',
    entries: 40,
    answers: 22,
    scopes: 3,
    vectorBytes: 3 * 1024 * 1024,
    limits: { entries: 10_000, bytes: 64 * 1024 * 1024, policy: 'tinylfu' },
    asked: 100,
    learned: 60,
    evicted: 0,
    audits: 5,
    auditsWrong: 1,
    refusedWrites: 0,
    layers: { miss: { hits: 60, p50Ms: 0.02, p99Ms: 0.3 }, exact: { hits: 40, p50Ms: 0.004, p99Ms: 1.25 } },
    misses: { 'too-few-agree': 50, vetoed: 10 },
    refusals: { arguments: 7 },
    embedding: { computed: 30, failed: 0 },
    workflows: [clinic],
    ...more,
  };
}

const plain = (lines: readonly string[]) => lines.map((line) => line.replaceAll(/ +/g, ' ').trim());

describe('weaver cache stats', () => {
  it('prints layers, reasons in words, and how far a workflow is', () => {
    const lines = plain(statsLines(report()));
    const text = lines.join('\n');
    expect(lines[0]).toContain('40 entries of at most 10000 (tinylfu)');
    expect(lines.indexOf('exact 40 0.004 1.3')).toBeLessThan(lines.indexOf('miss 60 0.020 0.3'));
    expect(lines).toContain('exact 40 0.004 1.3');
    expect(text).toMatch(/50 These words were heard before, but too few calls .* \[too-few-agree\]\n10 /);
    expect(text).toContain('7 ended in an outcome with what the caller said in it [arguments]');
    expect(text).toContain('5 hits were generated as well; 1 of them were wrong.');
    expect(text).toContain(
      'clinic: shadow, 40 entries; 120 verified look-ups, about 570 more for a certificate;',
    );
    expect(text).toContain('at most 1 % of hits');
    expect(text).not.toContain('STORE_CORRUPT');
  });

  it('says of a language that nothing understands how it is matched, and only of that', () => {
    const text = statsLines(report()).join('\n');
    expect(text).toMatch(
      /^ {2}Chinese \(Hong Kong\) is matched by characters and sound; configure an embedder/m,
    );
    expect(text).not.toContain('English');
  });

  it('says where labels do not help, that nothing is kept, and what is certified', () => {
    const certified = { certified: true, threshold: 0.9312, passed: 400, wrong: 1, labels: 800 };
    const lines = statsLines(
      report({
        keeping: 'memory',
        refusedWrites: 2,
        workflows: [
          { ...clinic, labels: 900, agreeing: null },
          { ...clinic, slug: null, mode: 'certified', embedded: certified },
        ],
      }),
    );
    const text = lines.join('\n');
    expect(text).toContain('[STORE_CORRUPT]');
    expect(text).toContain('refused 2 writes');
    expect(text).toContain('too many of them were wrong for a certificate');
    expect(text).toContain('Nothing is answered because calls agree');
    expect(text).toContain('wf_1 (removed): certified');
    expect(text).toContain('by meaning: certified from 0.931 on; 1 of 400');
  });
});

function explained(more: Partial<CacheExplainAnswer> = {}): CacheExplainAnswer {
  return {
    decision: 'miss',
    layer: null,
    reason: 'too-few-agree',
    bypass: null,
    text: null,
    entryId: null,
    answerId: null,
    score: null,
    threshold: null,
    agreeing: 3,
    embedded: false,
    near: [],
    candidates: [],
    workflowVersion: 1,
    off: null,
    ...more,
  };
}

describe('weaver cache explain', () => {
  it('says what decided, what was near and what speaks for the likeliest answer', () => {
    const near = {
      words: 'when do you open',
      answer: 'At nine.',
      similarity: 0.91,
      cosine: null,
      spelling: 0.88,
      sameContext: false,
      vetoes: ['negation', 'date'],
      calls: 4,
    };
    const features = Object.fromEntries(['a', 'b', 'c', 'd'].map((name, i) => [name, i / 4]));
    const text = plain(
      explainLines(
        explained({
          near: [near, { ...near, words: null, sameContext: true, vetoes: [], cosine: 0.93 }],
          candidates: [
            { answer: 'At nine.', agreeing: 2, disagreeing: 1, features },
            { answer: 'No.', agreeing: 0, disagreeing: 3, features: {} },
          ],
        }),
      ),
    );
    expect(text[0]).toBe('MISS: the language model is asked.');
    expect(text).toContain('Of the calls with these very words 2 agree, 1 got another answer; 3 must agree.');
    expect(text).toContain(
      '0.91 - 0.88 4 when do you open → At nine. (after another line of the agent) BUT another: “not”, a day or time',
    );
    expect(text).toContain('0.91 0.93 0.88 4 (not kept) → At nine.');
    expect(text).toContain(
      'The likeliest answer (of 2 that come into question): “At nine.”, by these features:',
    );
    expect(text).toContain('a 0.00 b 0.25 c 0.50');
    expect(text).toContain('d 0.75');
  });

  it('says what a hit is and where it can be reported, and when nothing is asked', () => {
    const hit = explained({
      decision: 'hit',
      layer: 'semantic',
      reason: 'certified',
      text: 'At nine.',
      entryId: 'E1',
      answerId: 'A1',
      score: 0.97,
      threshold: 0.9312,
      off: 'turned-off',
    });
    const [off, head, ...rest] = explainLines(hit);
    expect(off).toContain('turned off');
    expect(head).toBe('HIT (semantic): “At nine.”');
    expect(rest).toContain('Score 0.970, needed 0.931.');
    expect(rest).toContain('Entry E1, answer A1.');
    const bypassed = explainLines(explained({ reason: 'bypass', bypass: 'turned off for this node' }));
    expect(bypassed[1]).toMatch(/neither kept nor served\. \(turned off for this node\) \[bypass\]/);
    // A server of another release.
    expect(explainLines(explained({ reason: 'constructor' }))[1]).toBe('Why: constructor [constructor]');
  });

  it('sends what was written, in its order', () => {
    const options = {
      workflow: 'clinic',
      node: 'hours',
      after: ['one', 'two'],
      value: ['time=a=b', 'name='],
    };
    expect(explainRequest('hello', options)).toEqual({
      workflow: 'clinic',
      node: 'hours',
      words: 'hello',
      said: ['one', 'two'],
      values: { time: 'a=b', name: '' },
    });
    expect(() => explainRequest('x', { ...options, value: ['time'] })).toThrow(/name=value/);
    expect(() => explainRequest('x', { ...options, language: 'x y' })).toThrow(/--language/);
  });
});

describe('weaver cache purge', () => {
  it('wants to be told what, and --yes for everything', () => {
    expect(purgeRequest({ workflow: 'clinic', node: 'hours', json: true })).toEqual({
      workflow: 'clinic',
      node: 'hours',
    });
    expect(purgeRequest({ caller: '+85221234567' })).toEqual({ caller: '+85221234567' });
    expect(purgeRequest({ all: true, yes: true })).toEqual({ all: true });
    for (const wrong of [
      {},
      { yes: true },
      { all: true },
      { all: true, yes: true, workflow: 'clinic' },
      { call: 'CA1', caller: '+1' },
      { call: 'CA1', text: 'x' },
    ])
      expect(() => purgeRequest(wrong)).toThrow(expect.objectContaining({ code: 'CLI_USAGE' }));
  });

  it('says how much is gone', () => {
    const gone = { entries: 2, observations: 5, labels: 1, audio: 0 };
    expect(purgeLine(gone)).toContain('Forgotten: 2 entries, 5 pieces of evidence');
    expect(purgeLine({ ...gone, calls: 4 })).toContain('Forgotten of 4 calls:');
  });
});
