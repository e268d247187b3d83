import { readFile } from 'node:fs/promises';
import { WeaverError } from '../../types/errors/index.ts';
import { RelayLeg } from '../network/relay.ts';
import { clipOf, type Clip } from './clip.ts';
import type { CallerLine } from './line.ts';
import type { CallerScript, CallerStep, CallView, PatienceOfCaller } from './script.ts';
import type { CallerVoices } from './voices.ts';
import { readWav, toTelephone } from './wav.ts';

export interface Performer {
  readonly line: CallerLine;
  readonly callSid: string;
  readonly language: string;
  readonly patience: PatienceOfCaller;
  readonly voices: () => Promise<CallerVoices>;
  hangUp(): void;
  /** Told at speech onset what is being said. */
  announce?(text: string): void;
  failed(error: WeaverError): void;
  progress(step: number, kind: CallerStep['do']): void;
}

/** Loads a recording of any usual kind for the line. */
export async function loadClip(file: string, text = ''): Promise<Clip> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new WeaverError('SIM_BAD_RECORDING', { reason: 'the file cannot be read' }, { cause });
  });
  return clipOf(toTelephone(readWav(bytes)), text);
}

/** Synthesises what a fixed script will say, so that the caller answers at once in the call. */
export async function prepare(
  script: CallerScript,
  language: string,
  voices: () => Promise<CallerVoices>,
): Promise<void> {
  if (typeof script === 'function') return;
  for (const step of script)
    if ((step.do === 'say' || (step.do === 'interrupt' && step.file === undefined)) && step.text !== '')
      await (
        await voices()
      ).speak(step.text, step.language ?? language, step.do === 'say' ? step.rate : undefined);
}

/** Steps whose loss means that the call did not go as the script wants. */
const mustHappen: readonly CallerStep['do'][] = ['say', 'play', 'interrupt', 'press'];

/** Performs a script on a live call. Resolves when it is done or the call has ended. */
export async function perform(script: CallerScript, who: Performer): Promise<void> {
  const { line } = who;
  // The caller says nothing before there is somebody to hear it.
  await line.until(() => line.leg !== null, who.patience.timeoutMs);
  const steps = typeof script === 'function' ? script(viewOf(who)) : script;
  let index = 0;
  for await (const step of steps) {
    if (line.hasEnded) {
      if (mustHappen.includes(step.do))
        who.failed(new WeaverError('SIM_ENDED_EARLY', { step: index, kind: step.do }));
      if (mustHappen.includes(step.do) || typeof script === 'function') return;
      index++;
      continue;
    }
    who.progress(index, step.do);
    const goOn = await performStep(step, index, who);
    if (!goOn) return;
    index++;
  }
  if (!line.hasEnded) who.hangUp();
}

function viewOf({ line, callSid }: Performer): CallView {
  return {
    callSid,
    get nowMs() {
      return line.nowMs;
    },
    get ended() {
      return line.hasEnded;
    },
    get agentText() {
      return line.agentTextSince(line.acts.at(-1)?.startMs ?? 0);
    },
  };
}

/** False when the script is over. */
async function performStep(step: CallerStep, index: number, who: Performer): Promise<boolean> {
  const { line, patience } = who;
  switch (step.do) {
    case 'wait':
      return waitForAgent(step, index, who);
    case 'say':
    case 'play':
      return speak(step, who);
    case 'interrupt': {
      const timeoutMs = step.timeoutMs ?? patience.timeoutMs;
      const since = sinceLastAct(line);
      const speakingFor = () => {
        const segment = line.ear.firstSince(since) ? line.ear.at(line.nowMs) : null;
        return segment ? line.nowMs - segment.startMs : 0;
      };
      const result = await line.until(() => speakingFor() >= step.afterMs, timeoutMs);
      if (result === 'ended') return true;
      if (result === 'timeout') return giveUp(index, timeoutMs, who);
      return speak(step, who);
    }
    case 'press': {
      for (const [i, digit] of [...step.digits].entries()) {
        if (i > 0) await line.until(() => false, step.gapMs ?? patience.keyGapMs);
        if (line.hasEnded) return true;
        line.press(digit, i === 0);
      }
      return true;
    }
    case 'pause':
      await line.until(() => false, step.ms);
      return true;
    case 'hang-up':
      who.hangUp();
      return false;
    case 'await-end': {
      const timeoutMs = step.timeoutMs ?? 60_000;
      if ((await line.until(() => false, timeoutMs)) === 'timeout') return giveUp(index, timeoutMs, who);
      return true;
    }
  }
}

function sinceLastAct(line: CallerLine): number {
  return line.acts.at(-1)?.startMs ?? 0;
}

async function waitForAgent(
  step: Extract<CallerStep, { do: 'wait' }>,
  index: number,
  who: Performer,
): Promise<boolean> {
  const { line, patience } = who;
  const timeoutMs = step.timeoutMs ?? patience.timeoutMs;
  const quietMs = step.quietMs ?? patience.quietMs;
  const since = sinceLastAct(line);
  const finished = () => {
    const last = line.ear.last;
    if (!line.ear.firstSince(since) || !last) return false;
    const quiet = line.nowMs - last.endMs;
    // A queue that is not empty is a pause in speech, unless it is filled with silence for ever.
    return quiet >= quietMs && (!line.leg?.playing || quiet >= quietMs + 2_000);
  };
  const result = await line.until(finished, timeoutMs);
  return result === 'timeout' && !step.optional ? giveUp(index, timeoutMs, who) : true;
}

function giveUp(step: number, timeoutMs: number, who: Performer): false {
  who.failed(new WeaverError('SIM_AGENT_SILENT', { step, timeoutMs }));
  who.hangUp();
  return false;
}

type SpeakingStep = Extract<CallerStep, { do: 'say' | 'play' | 'interrupt' }>;

async function speak(step: SpeakingStep, who: Performer): Promise<boolean> {
  const { line } = who;
  const text = step.text ?? '';
  if (line.leg instanceof RelayLeg) {
    if (text === '') throw new WeaverError('SIM_NEEDS_AUDIO');
    const rate = step.do === 'say' ? step.rate : 1;
    line.speakText(text, ('language' in step ? step.language : undefined) ?? who.language, rate);
  } else {
    const clip = await clipFor(step, who);
    if (line.hasEnded) return true;
    line.speak(clip);
    if (text !== '') who.announce?.(text);
  }
  const hangUpAfterMs = 'hangUpAfterMs' in step ? step.hangUpAfterMs : undefined;
  if (hangUpAfterMs === undefined) {
    await line.until(() => !line.callerSpeaking, 600_000);
    return true;
  }
  await line.until(() => false, hangUpAfterMs);
  line.silence();
  who.hangUp();
  return false;
}

async function clipFor(step: SpeakingStep, who: Performer): Promise<Clip> {
  if (step.do === 'play') return loadClip(step.file, step.text);
  if (step.do === 'interrupt' && step.file !== undefined) return loadClip(step.file, step.text);
  const rate = step.do === 'say' ? step.rate : undefined;
  return (await who.voices()).speak(step.text, step.language ?? who.language, rate);
}
