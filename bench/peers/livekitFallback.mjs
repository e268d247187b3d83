/**
 * The peer's side of `bench failover-peers`: LiveKit agents-js with its FallbackAdapter over two OpenAI-compatible hosts.
 * Runs in the folder where its packages were installed; told over the child process's channel what to measure.
 */
import { initializeLogger, llm, tts } from '@livekit/agents';
import * as openai from '@livekit/agents-plugin-openai';

initializeLogger({ pretty: false, level: 'silent' });
// A request of a turn that was given up goes on failing by itself.
process.on('unhandledRejection', () => undefined);

process.on('message', async (job) => {
  const ask = job.kind === 'model' ? modelOf(job) : voiceOf(job);
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < job.texts.length) {
      const text = job.texts[next++];
      results.push(await within(job.limitMs, (turn) => ask(text, turn)));
    }
  };
  await Promise.all(Array.from({ length: job.concurrency }, worker));
  process.send({ results });
});
process.send({ ready: true });

/** One turn: when its first output came, and all of it; cut off at the limit. */
async function within(limitMs, ask) {
  const began = performance.now();
  const turn = { firstMs: null, text: '', samples: [], failed: null };
  const first = () => (turn.firstMs ??= performance.now() - began);
  const limit = new Promise((resolve) => setTimeout(resolve, limitMs, 'limit').unref());
  const end = ask({ ...turn, first, turn }).then(
    () => 'end',
    (error) => `failed: ${error?.name ?? 'error'}`,
  );
  const how = await Promise.race([end, limit]);
  return {
    firstMs: turn.firstMs,
    text: turn.text,
    pcm: Buffer.from(Int16Array.from(turn.samples).buffer).toString('base64'),
    rate: turn.rate ?? 24_000,
    how,
  };
}

function modelOf({ hosts }) {
  const adapter = new llm.FallbackAdapter({
    llms: hosts.map(({ url, key, model }) => new openai.LLM({ baseURL: url, apiKey: key, model })),
  });
  return async (text, { first, turn }) => {
    const chatCtx = new llm.ChatContext();
    chatCtx.addMessage({ role: 'user', content: text });
    for await (const chunk of adapter.chat({ chatCtx })) {
      const content = chunk.delta?.content;
      if (!content) continue;
      first();
      turn.text += content;
    }
  };
}

function voiceOf({ hosts }) {
  const adapter = new tts.FallbackAdapter({
    ttsInstances: hosts.map(
      ({ url, key, model }) => new openai.TTS({ baseURL: url, apiKey: key, model, voice: 'alloy' }),
    ),
  });
  return async (text, { first, turn }) => {
    for await (const { frame } of adapter.synthesize(text)) {
      if (frame.data.length === 0) continue;
      first();
      turn.rate = frame.sampleRate;
      for (const sample of frame.data) turn.samples.push(sample);
    }
  };
}
