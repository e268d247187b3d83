/** Scripted parts for LiveKit's AgentSession (livekitSession.mjs): its own interfaces, the bench's latencies. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { llm, stt, tts, VAD, VADEventType, VADStream } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';

const { answerOf, ANSWER_MS, tokensOf, turnOf } = await import(
  pathToFileURL(`${process.env.BENCH_PEERS}/script.ts`).href
);

/** What telephone audio has: nothing is resampled on either side. */
export const RATE = 8000;
/** Of `inference.VAD`, ms. */
const VAD_DEFAULTS = { minSpeech: 50, minSilence: 250, window: 32 };
const VOICE_LEVEL = 1000;

export class ScriptedStt extends stt.STT {
  label = 'bench.Stt';
  #stream = null;

  constructor() {
    super({ streaming: true, interimResults: true });
  }

  say(type, text) {
    this.#stream?.say(type, text);
  }

  stream() {
    this.#stream = new ScriptedSpeech(this);
    return this.#stream;
  }

  _recognize() {
    throw new Error('a stream is used');
  }
}

class ScriptedSpeech extends stt.SpeechStream {
  label = 'bench.Speech';

  say(type, text) {
    if (!this.queue.closed)
      this.queue.put({
        type,
        alternatives: [{ language: 'en', text, startTime: 0, endTime: 0, confidence: 1 }],
      });
  }

  async run() {
    for await (const frame of this.input) void frame;
  }
}

export class ScriptedLlm extends llm.LLM {
  script;

  constructor(script) {
    super();
    this.script = script;
  }

  label() {
    return 'bench.Llm';
  }

  chat({ chatCtx, toolCtx, connOptions = { maxRetry: 0, retryIntervalMs: 0, timeoutMs: 10_000 } }) {
    return new ScriptedAnswer(this, { chatCtx, toolCtx, connOptions });
  }
}

class ScriptedAnswer extends llm.LLMStream {
  #llm;

  constructor(model, options) {
    super(model, options);
    this.#llm = model;
  }

  async run() {
    const asked = this.chatCtx.items.findLast((item) => item.type === 'message' && item.role === 'user');
    const number = turnOf(asked?.textContent ?? '');
    if (number === null) return;
    const { modelMs, tokenMs } = this.#llm.script[number];
    const began = performance.now();
    for (const [at, content] of tokensOf(answerOf(number)).entries()) {
      const wait = modelMs + at * tokenMs - (performance.now() - began);
      if (wait > 0) await sleep(wait);
      if (this.queue.closed || this.abortController.signal.aborted) return;
      this.queue.put({ id: 'bench', delta: { role: 'assistant', content } });
    }
  }
}

export class ScriptedTts extends tts.TTS {
  label = 'bench.Tts';
  script;

  constructor(script) {
    super(RATE, 1, { streaming: true });
    this.script = script;
  }

  synthesize() {
    throw new Error('a stream is used');
  }

  stream() {
    return new ScriptedVoice(this);
  }
}

/** Begins with the first words from which it knows the turn; a real voice waits for more. */
class ScriptedVoice extends tts.SynthesizeStream {
  label = 'bench.Voice';
  #tts;

  constructor(own) {
    super(own);
    this.#tts = own;
  }

  async run() {
    let text = '';
    let asked = false;
    for await (const piece of this.input) {
      if (typeof piece !== 'string' || asked) continue;
      text += piece;
      const number = turnOf(text);
      if (number === null) continue;
      asked = true;
      const { voiceMs } = this.#tts.script[number];
      if (voiceMs > 0) await sleep(voiceMs);
      if (this.queue.closed || this.abortSignal.aborted) return;
      const samples = new Int16Array((ANSWER_MS * RATE) / 1000).fill(VOICE_LEVEL);
      const frame = new AudioFrame(samples, RATE, 1, samples.length);
      this.queue.put({ requestId: 'bench', segmentId: 'bench', frame, final: true });
    }
    if (asked && !this.queue.closed) this.queue.put(tts.SynthesizeStream.END_OF_STREAM);
  }
}

/** Its own detector's defaults and events, decided by level: our side decides by level too. */
export class EnergyVad extends VAD {
  label = 'bench.Vad';

  constructor() {
    super({ updateInterval: VAD_DEFAULTS.window });
  }

  get minSilenceDuration() {
    return VAD_DEFAULTS.minSilence;
  }

  stream() {
    return new EnergyVadStream(this);
  }
}

class EnergyVadStream extends VADStream {
  #speaking = false;
  #speechMs = 0;
  #silenceMs = 0;
  #unsaidMs = 0;

  constructor(vad) {
    super(vad);
    void this.#run();
  }

  async #run() {
    for (;;) {
      const { done, value: frame } = await this.inputReader.read();
      if (done || this.closed) return;
      if (typeof frame === 'symbol') this.#speechMs = this.#silenceMs = 0;
      else this.#frame(frame);
    }
  }

  #frame(frame) {
    const ms = (frame.samplesPerChannel / frame.sampleRate) * 1000;
    let sum = 0;
    for (const sample of frame.data) sum += sample * sample;
    if (Math.sqrt(sum / frame.data.length) > VOICE_LEVEL) {
      this.#speechMs += ms;
      this.#silenceMs = 0;
      if (!this.#speaking && this.#speechMs >= VAD_DEFAULTS.minSpeech) {
        this.#speaking = true;
        this.#tell(VADEventType.START_OF_SPEECH, frame);
      }
    } else {
      this.#silenceMs += ms;
      if (this.#speaking && this.#silenceMs >= VAD_DEFAULTS.minSilence) {
        this.#speaking = false;
        this.#tell(VADEventType.END_OF_SPEECH, frame);
      }
      this.#speechMs = 0;
    }
    this.#unsaidMs += ms;
    if (this.#unsaidMs < VAD_DEFAULTS.window) return;
    this.#unsaidMs -= VAD_DEFAULTS.window;
    this.#tell(VADEventType.INFERENCE_DONE, frame);
  }

  #tell(type, frame) {
    this.sendVADEvent({
      type,
      samplesIndex: 0,
      timestamp: performance.now(),
      silenceDuration: this.#silenceMs,
      speechDuration: this.#speechMs,
      probability: this.#speechMs > 0 ? 1 : 0,
      inferenceDuration: 0,
      frames: [frame],
      speaking: this.#speaking,
      rawAccumulatedSilence: this.#silenceMs,
      rawAccumulatedSpeech: this.#speechMs,
    });
  }
}
