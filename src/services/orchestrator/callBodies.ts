/** The body of a call on each transport: the pieces that the conversation speaks and hears with. */
import type { CallEnd, CallInfo } from '../../types/call.ts';
import type { Clock } from '../../types/clock.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { AudioLeg, TextLeg } from '../../types/leg.ts';
import type { Cancellable, Recogniser, Synthesiser } from '../../types/ports.ts';
import type { TransportSink } from '../../types/transport.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import type { PromptCache } from '../audio/index.ts';
import {
  BEEP_MS,
  type CallBody,
  type CallSession,
  type PreparedLine,
  TextVoice,
} from '../conversation/index.ts';
import { StreamingAudioProcessor } from '../streamingAudioProcessor.ts';
import { HeldKeys } from './heldKeys.ts';
import { beep, type KeptSound } from './keptSound.ts';
import type { AnswerOptions } from './options.ts';
import { firstClause, predictClause } from './clausesAhead.ts';
import type { PredictionVoice } from './prediction.ts';

export interface BodyParts {
  readonly session: CallSession;
  readonly info: CallInfo;
  readonly config: WorkflowConfig;
  readonly clock: Clock;
  readonly answer: AnswerOptions;
  readonly vad: 'energy' | 'neural';
  readonly lighterUnderLoad: boolean;
  readonly promptCache: PromptCache;
  /** What is kept of the call's sound. Absent where the carrier hears and speaks. */
  readonly sound?: KeptSound;
  recogniserFor(language: LanguageTag): Recogniser | null;
  synthesiserFor(language: LanguageTag): Synthesiser | null;
  /** All that the agent has to say is synthesised. */
  caughtUp(): void;
  /** What became of a clause that was synthesised for a likely answer. */
  predicted(used: boolean, language: LanguageTag, provider: string): void;
  note(code: string, detail: Record<string, JsonValue>): void;
}

/** How the call ends when the leg closes next: a hand-over closes it too, and is no hang-up. */
interface Exit {
  end?: CallEnd;
}

export interface AudioBody extends CallBody {
  readonly ahead: PredictionVoice;
  /** Whether less is done for the caller's audio at present, to spare the machine. */
  readonly lighter: boolean;
}

/** Media Streams and their like: we hear and speak. */
export function audioBody(leg: AudioLeg, parts: BodyParts): AudioBody {
  const { session, info, config } = parts;
  const exit: Exit = {};
  const transport = leg.open({
    ...commonSink(parts, exit),
    audio: (mulaw, mediaMs) => processor.audio(mulaw, mediaMs),
    mark: (name) => processor.mark(name),
  });
  const processor = new StreamingAudioProcessor(
    {
      clock: parts.clock,
      transport,
      recogniser: parts.recogniserFor(info.language),
      synthesiserFor: parts.synthesiserFor,
      language: info.language,
      vad: parts.vad,
      noiseReduction: config.performance.noiseReduction,
      lighterUnderLoad: parts.lighterUnderLoad,
      detectDtmf: !leg.reportsKeys,
      reorder: leg.reorder,
      audioCache: parts.promptCache,
      ...(parts.sound && { recordTo: parts.sound.add }),
      onTrouble: parts.note,
      onCaughtUp: () => parts.caughtUp(),
    },
    session,
    session,
  );
  return {
    voice: processor.voice,
    ears: processor.ears,
    setLanguage(language) {
      const recogniser = parts.recogniserFor(language);
      if (recogniser) processor.setRecogniser(recogniser, language);
      processor.ears.setLanguage(language);
    },
    prepare: (line, complete) => prepareClause(parts, line, complete),
    ahead: {
      get caughtUp() {
        return processor.caughtUp;
      },
      predict: (line, characters) => predictClause(parts, line, characters),
    },
    get lighter() {
      return processor.lighter;
    },
    message: {
      start(withTone) {
        // The agent has said all, and been heard: the line is free.
        if (withTone) transport.sendAudio(beep());
        const kept = parts.sound?.beginMessage(parts.clock.now() + (withTone ? BEEP_MS : 0)) === true;
        if (!kept) parts.note('CALL_MESSAGE_NOT_KEPT', {});
      },
      stop: () => parts.sound?.endMessage(),
    },
    hangUp(handoff) {
      if (handoff) parts.answer.onHandoff?.({ json: JSON.stringify(handoff) });
      transport.close();
    },
    transfer: (to, options) => handOver(parts, exit, to, options, () => transport.close()),
    close: () => processor.close(),
  };
}

/** The first clause of a line, synthesised and not heard. Null until the text holds a whole clause. */
function prepareClause(parts: BodyParts, line: PreparedLine, complete: boolean): Cancellable | null {
  const clause = firstClause(parts, line, complete);
  if (!clause) return null;
  const { voice, key, request } = clause;
  return !request.prefer && parts.promptCache.has(key) ? { cancel: () => undefined } : voice.prepare(request);
}

/** ConversationRelay and its like: the carrier hears and speaks. */
export function textBody(leg: TextLeg, parts: BodyParts): CallBody {
  const { session, clock } = parts;
  const exit: Exit = {};
  const transport = leg.open({
    ...commonSink(parts, exit),
    prompt(text, language, last) {
      if (last) session.final(text, undefined, language);
      else session.partial(text, undefined, language);
    },
    key: (digit) => keys.press(digit),
    interrupt(heard) {
      if (voice.concernsPresentSpeech(heard)) {
        session.interrupted(heard);
        voice.interrupted(heard);
      }
      keys.release();
    },
    agentSpeaking: (on) => {
      if (!on) voice.fellSilent();
    },
    callerSpeaking: (on) => (on ? session.speechStart(clock.now()) : session.speechEnd(clock.now())),
    tokensPlayed: (text) => voice.tokensPlayed(text),
  });
  const voice = new TextVoice({ clock, transport, reportsPlayout: leg.reportsPlayout }, session);
  const keys = new HeldKeys(
    clock,
    () => voice.interruptible,
    (digit) => session.key(digit),
  );
  return {
    voice,
    ears: null,
    setLanguage: (language) => transport.setLanguage(language),
    hangUp(handoff) {
      transport.end(handoff && JSON.stringify(handoff));
    },
    transfer: (to, options) =>
      handOver(parts, exit, to, options, () => transport.end(JSON.stringify({ transfer: true }))),
    close: () => keys.close(),
  };
}

function commonSink({ session, note }: BodyParts, exit: Exit): TransportSink {
  return {
    key: (digit) => session.key(digit),
    closed: (reason) => session.closed(exit.end ?? ends[reason]),
    trouble: note,
  };
}

const ends: Record<Parameters<TransportSink['closed']>[0], CallEnd> = {
  stop: 'caller-hung-up',
  'hung-up': 'caller-hung-up',
  'socket-closed': 'connection-lost',
  'protocol-error': 'failed',
};

type TransferResult = 'answered' | 'busy' | 'no-answer' | 'failed';

/**
 * By REST where there is an account; otherwise, or when that fails, our socket closes and the carrier asks the
 * connect-action URL, which answers with the dial. Either way the leg is gone when nobody answers, so the flow does not
 * hear of it: the carrier's dial-action callback says the fallback line.
 */
async function handOver(
  { info, answer, note }: BodyParts,
  exit: Exit,
  to: string,
  options: { callerId?: string; timeoutSeconds: number },
  leave: () => void,
): Promise<TransferResult> {
  exit.end = 'transferred';
  if (answer.control) {
    // The carrier takes the call out of our hands: the leg closes before the promise tells how it went.
    const result = await answer.control.transfer(info.callSid, to, options).catch(() => null);
    if (result !== null) return result;
    note('TEL_CONTROL_UNAVAILABLE', {});
  }
  if (!answer.onHandoff) {
    exit.end = undefined;
    return 'failed';
  }
  answer.onHandoff({ transferTo: to, ...options });
  leave();
  return 'answered';
}
