/** The two listening APIs: nova (`/v1/listen`) hears what it is given, Flux (`/v2/listen`) also says when a turn ends. */
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { providerLocale } from '../shared/locales.ts';
import type { ProviderSettings } from '../settings.ts';
import type { ListenLink } from './listenLink.ts';
import { fluxMessage, novaMessage, type ListenMessage } from './wire.ts';

/** What differs between the two, for a session that is the same. */
export interface Dialect {
  address(keyterms: readonly string[]): string;
  /** Whether the words to expect can be changed while the connection stands. */
  readonly configurable: boolean;
  readonly takesKeyterms: boolean;
  keepAlive(link: ListenLink): void;
  /** Asks for the words of all audio so far. */
  finish(link: ListenLink): void;
  /**
   * What was said so far is forgotten. Returns whether the connection is good for the next turn.
   * `cut`: some of it has neither come back nor been asked for; `clean`: no more words of it can come.
   */
  forget(link: ListenLink, cut: boolean, clean: boolean): boolean;
  /** How long the words that cover everything may wait for being settled, ms. */
  readonly settleMs: number;
  read(data: string): ListenMessage | undefined;
}

/** Regional hosts do not take new keyterms on a nova stream (developers.deepgram.com/docs/configure, October 2026). */
const unconfigurableHosts = /^api\.(eu|au|in)\.deepgram\.com$/;

export function novaDialect(settings: ProviderSettings<'deepgram'>, language: string): Dialect {
  // Flux does not hear this language, or flux is not wanted at all.
  const model = isFlux(settings.sttModel) ? 'nova-3' : settings.sttModel;
  const takesKeyterms = model.startsWith('nova-3'); // older models have weighted `keywords`, which are not worth it
  return {
    takesKeyterms,
    configurable: takesKeyterms && !unconfigurableHosts.test(new URL(settings.url).hostname),
    address: (keyterms) =>
      listenAddress(settings.url, '/v1/listen', [
        ['model', model],
        ['language', language],
        ...telephoneAudio,
        ['interim_results', 'true'],
        // Sentence marks help to tell a finished sentence. No `smart_format`: it holds the words of a date or number
        // back for up to 3 s in case more of it comes, and `Finalize` then cuts the entity where the caller breathed.
        ['punctuate', 'true'],
        // Pieces settle in the pauses of a long turn, so that little is left to do at its end.
        ['endpointing', '300'],
        ...keyterms.map((term): [string, string] => ['keyterm', term]),
      ]),
    keepAlive: (link) => link.control({ type: 'KeepAlive' }),
    finish: (link) => link.control({ type: 'Finalize' }),
    forget: (link, cut) => {
      // Its result then ends where the next turn begins, and is recognised by that.
      if (cut) link.control({ type: 'Finalize' });
      return true;
    },
    settleMs: 1_000,
    read: novaMessage,
  };
}

/** The default, written down because hints are judged by it. */
const END_THRESHOLD = 0.7;
/** In the middle of what is documented as useful, 0.3-0.5: a wrong guess costs a prepared answer, not a word. */
const EAGER_THRESHOLD = 0.4;
/** The least that is allowed. Who speaks and who is silent is decided by the engine, not by this. */
const END_TIMEOUT_MS = 500;
/** A little longer than the time-out, so that the turn surely ends. */
const closingSilence = Buffer.alloc(((END_TIMEOUT_MS + 300) * 8_000) / 1_000, 0xff);
const signOfLife = Buffer.alloc(640, 0xff);

/**
 * Flux has no message that asks for the final on all its deployments (`ForceEndTurn`, since August 2026, is refused by
 * self-hosted ones, and leaves out what is not transcribed yet), and no `KeepAlive` (a connection that gets one is
 * closed). Both are done with silence: its time is the audio's, so a burst of it ends the turn at once.
 */
export function fluxDialect(settings: ProviderSettings<'deepgram'>, language: LanguageTag): Dialect {
  const multilingual = settings.sttModel.includes('multi');
  return {
    takesKeyterms: true,
    configurable: true,
    address: (keyterms) =>
      listenAddress(settings.url, '/v2/listen', [
        ['model', settings.sttModel],
        ...telephoneAudio,
        ['eot_threshold', String(END_THRESHOLD)],
        ['eager_eot_threshold', String(EAGER_THRESHOLD)],
        ['eot_timeout_ms', String(END_TIMEOUT_MS)],
        ...(multilingual ? [['language_hint', primarySubtag(language)] as [string, string]] : []),
        ...keyterms.map((term): [string, string] => ['keyterm', term]),
      ]),
    keepAlive: (link) => link.audio(signOfLife),
    finish: (link) => {
      link.audio(closingSilence);
      link.flush();
    },
    // Its transcript grows until the turn ends: what is still open, or still on its way, would be in the next one.
    forget: (_link, _cut, clean) => clean,
    settleMs: 250,
    read: (data) => fluxMessage(data, END_THRESHOLD),
  };
}

export const isFlux = (model: string): boolean => model.startsWith('flux');

/** developers.deepgram.com/docs/flux/language-prompting, 2026. */
const fluxLanguages = new Set(['en', 'es', 'fr', 'de', 'hi', 'ru', 'pt', 'ja', 'it', 'nl']);

function fluxHears(model: string, language: LanguageTag): boolean {
  const primary = primarySubtag(language);
  return model.includes('multi') ? fluxLanguages.has(primary) : primary === 'en';
}

/** How a language is heard; `undefined`: not at all. */
export function dialectFor(
  settings: ProviderSettings<'deepgram'>,
  language: LanguageTag,
): Dialect | undefined {
  const { sttModel } = settings;
  if (isFlux(sttModel) && fluxHears(sttModel, language)) return fluxDialect(settings, language);
  const code = providerLocale(language)?.deepgramStt;
  return code === undefined ? undefined : novaDialect(settings, code);
}

const telephoneAudio: readonly [string, string][] = [
  ['encoding', 'mulaw'],
  ['sample_rate', '8000'],
];

function listenAddress(base: string, path: string, query: readonly [string, string][]): string {
  return `${base.replace(/^http/, 'ws')}${path}?${new URLSearchParams([...query]).toString()}`;
}
