/** The answers to a carrier's webhooks: TwiML for Twilio, TeXML for Telnyx. */
import { WeaverError } from '../../types/errors/index.ts';
import { checkedSocketUrl } from './publicUrl.ts';
import { languageAttributes, relayAttributes, telnyxAttributes } from './relay/attributes.ts';
import type { RelayAttributes, RelayLanguage } from './relay/attributes.ts';
import { xmlResponse } from './xml.ts';
import type { XmlElement } from './xml.ts';

export type XmlCarrier = 'twilio' | 'telnyx';

export interface ConnectOptions {
  readonly carrier?: XmlCarrier;
  /** `wss://…` with a path and no query. */
  readonly url: string;
  /** Where the carrier asks for instructions when the session has ended. */
  readonly action?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface StreamOptions extends ConnectOptions {
  readonly name?: string;
  readonly statusCallback?: string;
}

export interface RelayOptions extends ConnectOptions {
  readonly attributes?: RelayAttributes;
  readonly languages?: readonly RelayLanguage[];
}

/** Longest name plus value of a `<Parameter>`: "under 500 characters". */
export const PARAMETER_LIMIT = 500;

/** `<Connect><Stream>`: audio both ways. Raises TEL_URL_QUERY, TEL_URL_INVALID, TEL_PARAMETER_TOO_LONG. */
export function connectStream(options: StreamOptions): string {
  const url = checkedSocketUrl(options.url);
  // Telnyx's default is one file a second; `rtp` is what a conversation needs. For Twilio the track must not be given.
  const carrierOwn =
    options.carrier === 'telnyx'
      ? { track: 'inbound_track', codec: 'PCMU', bidirectionalMode: 'rtp', bidirectionalCodec: 'PCMU' }
      : {};
  return xmlResponse((response) => {
    const stream = connect(response, options.action).add('Stream', {
      url,
      name: options.name,
      statusCallback: options.statusCallback,
      ...carrierOwn,
    });
    addParameters(stream, options.parameters);
  });
}

/** `<Connect><ConversationRelay>`: text both ways. Also raises TEL_ATTRIBUTE_INVALID. */
export function connectRelay(options: RelayOptions): string {
  const url = checkedSocketUrl(options.url);
  const all = relayAttributes(options.attributes ?? {});
  const attributes = options.carrier === 'telnyx' ? telnyxAttributes(all) : all;
  return xmlResponse((response) => {
    const relay = connect(response, options.action).add('ConversationRelay', { url, ...attributes });
    for (const language of options.languages ?? []) relay.add('Language', languageAttributes(language));
    addParameters(relay, options.parameters);
  });
}

export interface DialOptions {
  readonly callerId?: string;
  readonly timeoutSeconds?: number;
  /** Asked when the dialled leg has ended. */
  readonly action?: string;
  /** Told when the dialled leg is answered. */
  readonly statusCallback?: string;
}

/** `<Dial>` to an E.164 number or a SIP address. Raises TEL_DESTINATION_INVALID. */
export function dial(to: string, options: DialOptions = {}): string {
  const destination = dialDestination(to);
  return xmlResponse((response) => {
    const verb = response.add('Dial', {
      callerId: options.callerId,
      timeout: options.timeoutSeconds,
      action: options.action,
      answerOnBridge: true,
    });
    const told = options.statusCallback;
    const events =
      told === undefined ? {} : { statusCallback: told, statusCallbackEvent: 'answered completed' };
    verb.add(destination.kind === 'sip' ? 'Sip' : 'Number', events, destination.address);
  });
}

/** Which of the two, checked. Raises TEL_DESTINATION_INVALID. */
export function dialDestination(to: string): { readonly kind: 'number' | 'sip'; readonly address: string } {
  if (/^\+[1-9][0-9]{3,14}$/.test(to)) return { kind: 'number', address: to };
  if (/^sips?:[^\s@<>"]{1,128}@[A-Za-z0-9.[\]:-]{1,253}(;[^\s<>"]{1,200})?$/.test(to))
    return { kind: 'sip', address: to };
  throw new WeaverError('TEL_DESTINATION_INVALID');
}

/** One sentence in the carrier's own voice, then the end. */
export function sayAndHangup(text: string, options: { language?: string; voice?: string } = {}): string {
  return xmlResponse((response) => {
    response.add('Say', { language: options.language, voice: options.voice }, text);
    response.add('Hangup');
  });
}

export function hangup(): string {
  return xmlResponse((response) => {
    response.add('Hangup');
  });
}

/** Asks another URL of ours for instructions. */
export function redirect(url: string): string {
  return xmlResponse((response) => {
    response.add('Redirect', { method: 'POST' }, url);
  });
}

function connect(response: XmlElement, action: string | undefined): XmlElement {
  return response.add('Connect', action === undefined ? {} : { action, method: 'POST' });
}

function addParameters(parent: XmlElement, parameters: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(parameters)) {
    const length = name.length + value.length;
    if (length >= PARAMETER_LIMIT)
      throw new WeaverError('TEL_PARAMETER_TOO_LONG', { name, length, limit: PARAMETER_LIMIT });
    parent.add('Parameter', { name, value });
  }
}
