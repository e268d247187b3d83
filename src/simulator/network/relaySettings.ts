import { primarySubtag } from '../../types/language.ts';
import type { XmlElement } from './twiml/xml.ts';

export type InterruptBy = 'none' | 'dtmf' | 'speech' | 'any';

/** `<ConversationRelay>` as the carrier understands it, defaults filled in. */
export interface RelaySettings {
  readonly url: string;
  readonly welcomeGreeting: string;
  readonly welcomeGreetingInterruptible: InterruptBy;
  readonly ttsLanguage: string;
  readonly transcriptionLanguage: string;
  readonly interruptible: InterruptBy;
  readonly preemptible: boolean;
  readonly partialPrompts: boolean;
  readonly dtmfDetection: boolean;
  readonly reportInputDuringAgentSpeech: InterruptBy;
  readonly ignoreBackchannel: boolean;
  readonly events: ReadonlySet<string>;
  readonly applicationReconnect: boolean;
  /** Silence that ends a prompt; null = the carrier's own judgement. */
  readonly speechTimeoutMs: number | null;
}

export function relaySettings(element: XmlElement, carrier: 'twilio' | 'telnyx'): RelaySettings {
  const a = element.attributes;
  const language = a['language'] ?? 'en-US';
  const timeout = a['speechTimeout'];
  return {
    url: a['url'] ?? '',
    welcomeGreeting: a['welcomeGreeting'] ?? '',
    welcomeGreetingInterruptible: interruptBy(a['welcomeGreetingInterruptible'], 'any'),
    ttsLanguage: a['ttsLanguage'] ?? language,
    transcriptionLanguage: a['transcriptionLanguage'] ?? language,
    interruptible: interruptBy(a['interruptible'], 'any'),
    preemptible: a['preemptible'] === 'true',
    // Telnyx sends partials without being asked.
    partialPrompts: carrier === 'telnyx' || a['partialPrompts'] === 'true',
    dtmfDetection: a['dtmfDetection'] === 'true',
    reportInputDuringAgentSpeech: interruptBy(a['reportInputDuringAgentSpeech'], 'none'),
    ignoreBackchannel: a['ignoreBackchannel'] === 'true',
    events: new Set(`${a['events'] ?? ''} ${a['debug'] ?? ''}`.split(/\s+/).filter(Boolean)),
    applicationReconnect: a['applicationReconnect'] === 'true',
    speechTimeoutMs: timeout === undefined || timeout === 'auto' ? null : Number(timeout),
  };
}

export function interruptBy(value: string | boolean | undefined, otherwise: InterruptBy): InterruptBy {
  if (value === undefined) return otherwise;
  if (value === true || value === 'true') return 'any';
  if (value === false || value === 'false') return 'none';
  return value as InterruptBy;
}

export const bySpeech = (by: InterruptBy) => by === 'speech' || by === 'any';
export const byKeys = (by: InterruptBy) => by === 'dtmf' || by === 'any';

/** Under `multi` the carrier reports only the primary tag. */
export function promptLanguage(transcriptionLanguage: string, spoken: string): string {
  return transcriptionLanguage === 'multi' ? primarySubtag(spoken) : transcriptionLanguage;
}
