import type { LanguageTag } from '../../../types/language.ts';
import type { TextTransportSink } from '../../../types/transport.ts';
import { asLanguageTag, relayLanguageCode } from './language.ts';
import type { PartialText } from './partials.ts';
import type { RelayInbound, RelayInfo, RelayPrompt } from './protocol.ts';
import { errorDescription } from './start.ts';

type Emit = (event: (sink: TextTransportSink) => void) => void;

/** What a session keeps between messages. */
export interface RelayHearing {
  readonly partials: PartialText;
  /** The call's language, as our own tag. */
  language: LanguageTag;
}

/** Tells the call what a message says; `setup` and the closing of talk cycles are the session's own business. */
export function dispatchRelay(message: RelayInbound, hearing: RelayHearing, emit: Emit): void {
  switch (message.type) {
    case 'prompt':
      return dispatchPrompt(message, hearing, emit);
    case 'interrupt': {
      const { utteranceUntilInterrupt, durationUntilInterruptMs } = message;
      return emit((sink) => sink.interrupt(utteranceUntilInterrupt, durationUntilInterruptMs));
    }
    case 'dtmf':
      return emit((sink) => sink.key(message.digit));
    case 'error': {
      const description = errorDescription(message.description);
      return emit((sink) => sink.trouble('TEL_CARRIER_ERROR', { description }));
    }
    case 'info':
      return dispatchInfo(message, emit);
    default:
      return;
  }
}

function dispatchPrompt(message: RelayPrompt, hearing: RelayHearing, emit: Emit): void {
  const language = heardLanguage(message.lang, hearing.language);
  if (message.last) {
    hearing.partials.reset();
    return emit((sink) => sink.prompt(message.voicePrompt, language, true));
  }
  const text = hearing.partials.next(message.voicePrompt);
  emit((sink) => sink.prompt(text, language, false));
}

/** The carrier hears zh-MO as zh-HK, and says only `en` where several languages are on: the call's own tag is kept then. */
function heardLanguage(code: string, current: LanguageTag): LanguageTag {
  const same = code === relayLanguageCode(current) || (!code.includes('-') && current.startsWith(`${code}-`));
  return same ? current : asLanguageTag(code, current);
}

function dispatchInfo(message: RelayInfo, emit: Emit): void {
  const { name, value } = message;
  if (name === 'tokensPlayed') return emit((sink) => sink.tokensPlayed(value));
  if (value !== 'on' && value !== 'off') return;
  const on = value === 'on';
  if (name === 'agentSpeaking') emit((sink) => sink.agentSpeaking(on));
  else if (name === 'clientSpeaking') emit((sink) => sink.callerSpeaking(on));
}
