/** Whole calls to a line that answers questions: as it is written, and by a language model. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerScript } from '../../src/simulator/index.ts';
import { noProviders, testServer, type TestServer } from '../../src/server/testing/testServer.ts';
import { StandInModel } from '../../src/services/providers/index.ts';
import { doc, end, node, start, way, type Raw } from '../../src/services/flow/testDocuments.ts';
import { callAndReplay } from '../support/callAndReplay.ts';

/** Reads out what it was handed, and declines questions about the weather. */
const model = new StandInModel({
  script: ({ messages }) =>
    /weather/.test(messages.at(-1)?.text ?? '')
      ? { toolCalls: [{ name: 'not_found', args: {} }] }
      : `I read: ${/^1\. .*$/m.exec(messages[0]?.text ?? '')?.[0] ?? 'nothing'}`,
});

let server: TestServer;
beforeAll(async () => {
  server = await testServer({}, { providers: { ...noProviders, model: () => model } });
});
afterAll(() => server.stop());

const line = (text: string) => ({ 'en-US': text });

/** Answers one question, and says how that went. */
const faq = (data: Raw): Raw =>
  doc(
    [
      start,
      node('know', 'knowledge', {
        ask: line('What would you like to know?'),
        entries: [
          {
            questions: { 'en-US': ['where can I park', 'do you have parking'] },
            answer: line('Behind the house.'),
            source: line('That is from our leaflet.'),
          },
        ],
        text: line('We open at nine.\n\nDogs are welcome on the terrace.'),
        cite: true,
        ...data,
      }),
      node('told', 'end', { line: line('Goodbye.') }),
      node('untold', 'say', { lines: line('Nobody has written that down.') }),
      end,
    ],
    [
      way('start', 'next', 'know'),
      way('know', 'answered', 'told'),
      way('know', 'not-found', 'untold'),
      way('untold', 'next', 'end'),
    ],
  );

async function ask(slug: string, question: string) {
  const script: CallerScript = [{ do: 'wait' }, { do: 'say', text: question }, { do: 'await-end' }];
  const { said, replay } = await callAndReplay(server, slug, script);
  expect(replay.same).toBe(true);
  const way = replay.path.find(({ nodeId }) => nodeId === 'know')?.outcome;
  return { said, way };
}

async function publish(slug: string, document: Raw): Promise<void> {
  const made = await server.api('/api/workflows/import', { method: 'POST', json: { slug, document } });
  expect(made.status).toBe(201);
  const done = await server.api(`/api/workflows/${slug}/publish`, { method: 'POST', json: {} });
  expect(done.status).toBe(200);
}

describe('a line that answers questions', () => {
  it('says what is written, with its source, and says so when nothing is', async () => {
    await publish('faq', faq({}));
    const [parking, dogs, weather] = await Promise.all([
      ask('faq', 'hello, where can I park my car'),
      ask('faq', 'are dogs welcome'),
      ask('faq', 'what is the weather like'),
    ]);
    expect(parking.way).toBe('answered');
    expect(parking.said).toContain('Behind the house. That is from our leaflet. Goodbye.');
    expect(dogs.said).toContain('Dogs are welcome on the terrace. Goodbye.');
    expect(weather.way).toBe('not-found');
    expect(weather.said).toContain('Nobody has written that down.');
  });

  it('puts what is nearest to a model, which may decline', async () => {
    await publish('faq-model', faq({ mode: 'model' }));
    const [dogs, weather] = await Promise.all([
      ask('faq-model', 'do you like dogs'),
      ask('faq-model', 'are dogs welcome when the weather is bad'),
    ]);
    expect(dogs.said).toContain('I read: 1. Dogs are welcome on the terrace. Goodbye.');
    expect(dogs.way).toBe('answered');
    expect(weather.way).toBe('not-found');
    expect(weather.said).toContain('Nobody has written that down.');
  });
});
