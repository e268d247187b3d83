/**
 * LiveKit's side of `bench peers`: AgentSession without a room, on the script's recogniser, model and voice. Runs in the
 * folder where its packages were installed; script and caller are the bench's own, as for every contender.
 */
import { pathToFileURL } from 'node:url';
import { initializeLogger, stt, voice } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { EnergyVad, RATE, ScriptedLlm, ScriptedStt, ScriptedTts } from './livekitParts.mjs';

const own = (name) => import(pathToFileURL(`${process.env.BENCH_PEERS}/${name}`).href);
const { frames, SAME_SILENCE_MS, scriptOf } = await own('script.ts');
const { FrameCaller } = await own('frameCaller.ts');
const { runLines, servePeer } = await own('jobs.ts');

initializeLogger({ pretty: false, level: 'silent' });
process.on('unhandledRejection', () => undefined);

/** Lines of one process send 7 ms apart. */
const APART_MS = 7;
const heard = frames();

servePeer({}, (job) => {
  const script = scriptOf(job.seed, job.mode);
  return runLines(job, (turns, line) => oneCall(job.mode, script, turns, line));
});

async function oneCall(mode, script, turns, line) {
  const recogniser = new ScriptedStt();
  const input = new Line();
  const over = Promise.withResolvers();
  const caller = new FrameCaller({
    script,
    turns,
    frame: (voiced) => input.push(voiced ? heard.voice : heard.silence),
    partial: (text) => recogniser.say(stt.SpeechEventType.INTERIM_TRANSCRIPT, text),
    finalDue(text) {
      caller.finalGiven();
      recogniser.say(stt.SpeechEventType.FINAL_TRANSCRIPT, text);
    },
    over: () => over.resolve(),
  });
  const fixed = { minDelay: SAME_SILENCE_MS, maxDelay: SAME_SILENCE_MS };
  const session = new voice.AgentSession({
    stt: recogniser,
    llm: new ScriptedLlm(script),
    tts: new ScriptedTts(script),
    vad: new EnergyVad(),
    turnHandling: {
      // Without its turn-detector model (its licence; and the voice here is noise) this is what is chosen.
      turnDetection: 'vad',
      interruption: { mode: 'vad' },
      ...(mode === 'sameSilence' ? { endpointing: fixed } : {}),
    },
    aecWarmupDuration: null,
  });
  session.on('error', () => undefined);
  session.input.audio = input;
  session.output.audio = new Speaker(caller);
  await session.start({
    agent: new voice.Agent({ instructions: 'Say where things are.' }),
    record: false,
  });
  caller.start(line * APART_MS);
  await over.promise;
  await session.close();
  return { turns: caller.measured, late: caller.late };
}

/** The line into the session. */
class Line extends voice.AudioInput {
  #controller;

  constructor() {
    super();
    this.multiStream.addInputStream(
      new ReadableStream({ start: (controller) => (this.#controller = controller) }),
    );
  }

  push(samples) {
    this.#controller.enqueue(new AudioFrame(samples, RATE, 1, samples.length));
  }
}

/** The line out of it: plays in real time. */
class Speaker extends voice.AudioOutput {
  #caller;
  #pushedMs = 0;
  #playsUntil = 0;
  #timer;

  constructor(caller) {
    super(RATE, undefined, { pause: false });
    this.#caller = caller;
  }

  async captureFrame(frame) {
    const ms = (frame.samplesPerChannel / frame.sampleRate) * 1000;
    this.#caller.audio(ms);
    const isFirst = this.#pushedMs === 0;
    this.#playsUntil = Math.max(this.#playsUntil, performance.now()) + ms;
    this.#pushedMs += ms;
    await super.captureFrame(frame);
    if (isFirst) this.onPlaybackStarted(Date.now());
  }

  flush() {
    super.flush();
    if (this.#pushedMs === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#finished(false), Math.max(0, this.#playsUntil - performance.now()));
  }

  clearBuffer() {
    clearTimeout(this.#timer);
    if (this.#pushedMs > 0) this.#finished(true);
  }

  #finished(interrupted) {
    const left = interrupted ? Math.max(0, this.#playsUntil - performance.now()) : 0;
    const playbackPosition = Math.max(0, this.#pushedMs - left) / 1000;
    this.#pushedMs = 0;
    this.#playsUntil = 0;
    this.onPlaybackFinished({ playbackPosition, interrupted });
  }
}
