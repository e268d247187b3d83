import type { LanguageTag } from '../../types/language.ts';
import { primarySubtag } from '../../types/language.ts';
import type { LanguageVoice, WorkflowConfig } from '../../types/workflowConfig.ts';
import { httpUrl, socketUrl } from './publicUrl.ts';
import { relaySpeech } from './relay/voices.ts';
import { connectRelay, connectStream } from './twiml.ts';
import type { XmlCarrier } from './twiml.ts';

/** Paths of this server that carriers call. */
export interface TelephonyPaths {
  readonly media: string;
  readonly relay: string;
  /** Asked when `<Connect>` has ended. */
  readonly connectAction: string;
  readonly streamStatus: string;
}

export const defaultTelephonyPaths = {
  media: '/media',
  relay: '/relay',
  connectAction: '/connect-action',
  streamStatus: '/stream-status',
} as const satisfies TelephonyPaths;

export interface VoiceResponseOptions {
  readonly config: WorkflowConfig;
  /** Absent: what the workflow says. */
  readonly transport?: 'auto' | 'media' | 'relay';
  /** `https://voice.example.com`; plain http for loopback only. */
  readonly publicUrl: string;
  /** From `CallTokens.issue`. */
  readonly token: string;
  /** The language in which the call begins; absent: the workflow's first. */
  readonly language?: LanguageTag;
  /** The simulator speaks Twilio's protocol. */
  readonly carrier?: XmlCarrier | 'simulator';
  /** Whether this server can hear a language by itself (an embedded or configured recogniser). */
  readonly canRecognise: (language: LanguageTag) => boolean;
  /** More parameters for the socket's first message. Not personal data: the carrier logs them. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Twilio connects again when the socket breaks (needs `reconnectGraceMs` at the relay). */
  readonly applicationReconnect?: boolean;
  /** Words that callers may use, for the carrier's recogniser; separated by commas. */
  readonly hints?: (language: LanguageTag) => string | undefined;
  readonly paths?: Partial<TelephonyPaths>;
}

export interface VoiceResponse {
  readonly transport: 'media' | 'relay';
  readonly language: LanguageTag;
  readonly xml: string;
}

/** The answer to a voice webhook. Raises TEL_URL_… and TEL_PARAMETER_TOO_LONG. */
export function voiceResponse(options: VoiceResponseOptions): VoiceResponse {
  const { config } = options;
  const voice = chosenVoice(config, options.language);
  const transport = chooseTransport(options.transport ?? config.transport, config, options.canRecognise);
  const { language } = voice;
  const parameters = { ...options.parameters, token: options.token, language };
  const xml = transport === 'media' ? mediaXml(options, parameters) : relayXml(options, voice, parameters);
  return { transport, language, xml };
}

/**
 * `auto` is audio when this server can hear every language of the workflow (a call may change language, not transport);
 * otherwise the carrier hears.
 */
export function chooseTransport(
  wanted: 'auto' | 'media' | 'relay',
  config: WorkflowConfig,
  canRecognise: (language: LanguageTag) => boolean,
): 'media' | 'relay' {
  if (wanted !== 'auto') return wanted;
  return config.languages.every((voice) => canRecognise(voice.language)) ? 'media' : 'relay';
}

/** The wanted language, or one of the same primary subtag, or the workflow's first. */
function chosenVoice(config: WorkflowConfig, wanted: LanguageTag | undefined): LanguageVoice {
  const { languages } = config;
  const near = wanted === undefined ? undefined : primarySubtag(wanted);
  const voice =
    languages.find((candidate) => candidate.language === wanted) ??
    languages.find((candidate) => primarySubtag(candidate.language) === near) ??
    languages[0];
  if (voice === undefined) throw new RangeError('a workflow has at least one language');
  return voice;
}

function mediaXml(options: VoiceResponseOptions, parameters: Record<string, string>): string {
  const paths = { ...defaultTelephonyPaths, ...options.paths };
  return connectStream({
    carrier: xmlCarrier(options),
    url: socketUrl(options.publicUrl, paths.media),
    action: httpUrl(options.publicUrl, paths.connectAction),
    statusCallback: httpUrl(options.publicUrl, paths.streamStatus),
    parameters,
  });
}

function relayXml(
  options: VoiceResponseOptions,
  voice: LanguageVoice,
  parameters: Record<string, string>,
): string {
  const paths = { ...defaultTelephonyPaths, ...options.paths };
  const carrier = xmlCarrier(options);
  const { code, ...speech } = relaySpeech(voice, carrier);
  const { speechModel: _own, ...inherited } = speech;
  const hints = options.hints?.(voice.language);
  // zh-HK and zh-MO are one language here; the first mention counts.
  const all = [{ code, ...speech }, ...options.config.languages.map((each) => relaySpeech(each, carrier))];
  const languages = all.filter((each, index) => all.findIndex((other) => other.code === each.code) === index);
  return connectRelay({
    carrier,
    url: socketUrl(options.publicUrl, paths.relay),
    action: httpUrl(options.publicUrl, paths.connectAction),
    parameters,
    languages: languages.length > 1 ? languages : [],
    attributes: {
      language: code,
      // A `<Language>` without a model would inherit one that its recogniser may not have.
      ...(languages.length > 1 ? inherited : speech),
      ...(hints === undefined ? {} : { hints }),
      partialPrompts: true,
      interruptible: 'any',
      dtmfDetection: true,
      // Keys pressed while the agent speaks without allowing interruption would be lost otherwise.
      reportInputDuringAgentSpeech: 'dtmf',
      events: ['speaker-events', 'tokens-played'],
      ...(options.applicationReconnect === true ? { applicationReconnect: true } : {}),
    },
  });
}

function xmlCarrier(options: VoiceResponseOptions): XmlCarrier {
  return options.carrier === 'telnyx' ? 'telnyx' : 'twilio';
}
