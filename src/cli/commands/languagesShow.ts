import { languageDetail, type LanguageDetail, type MeasuredProvider } from '../../types/apiLanguages.ts';
import type { LanguageRecord } from '../../types/languageRecord.ts';
import { createPrinter } from '../output.ts';
import { languagePath, languageServer, NO_SERVER, offlineEnvironment } from './languagesServer.ts';

/** All that is known of one language. With `--json` its `record` is what `languages add` takes. */
export async function languagesShow(tag: string, options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const server = await languageServer();
  if (!server) printer.note(NO_SERVER);
  const detail = server
    ? await server.get(languagePath(tag), languageDetail)
    : await (await import('../../server/languagesOffline.ts')).showOffline(offlineEnvironment(), tag);
  printer.result(detail, () => detailLines(detail).join('\n'));
}

export function detailLines(detail: LanguageDetail): string[] {
  const { record, match, custom } = detail;
  const { names, flag, notes } = record;
  return [
    `${record.tag}  ${names.english}  ${names.own}${flag ? `  ${flag}` : ''}${custom ? '  (yours)' : ''}`,
    ...(match.reason === null ? [] : [`  ${match.reason}`]),
    row('script', `${record.script}, ${record.direction === 'rtl' ? 'right to left' : 'left to right'}`),
    row('tones', tonesOf(record)),
    ...azureRows(record.providers.azure),
    ...googleRows(record.providers.google),
    ...elevenLabsRows(record.providers.elevenlabs),
    row('Deepgram', `hears: ${service(record.providers.deepgram.stt)}`),
    row('', `speaks: ${service(record.providers.deepgram.tts)}`),
    ...relayRows(record.twilio.relay),
    row('this server', `hears: ${measured(detail.recognisers)}`),
    row('', `speaks: ${measured(detail.synthesisers)}`),
    ...(record.lexicon.length > 0 ? [row('lexicon', `${record.lexicon.length} words`)] : []),
    ...(record.hints.length > 0 ? [row('hints', `${record.hints.length} words`)] : []),
    ...notes.map((note) => `  → ${note}`),
  ];
}

const row = (name: string, text: string): string => `  ${name.padEnd(18)} ${text}`;

function tonesOf({ tonal, tones, toneNote }: LanguageRecord): string {
  if (toneNote !== null && toneNote !== String(tones)) return toneNote;
  if (!tonal) return 'not tonal';
  return tones === null ? 'tonal' : String(tones);
}

type Service = { readonly code: string; readonly exact: boolean } | false | null;

/** `more`: what else is to be said where it is served. */
function service(it: Service, more: readonly (string | false)[] = []): string {
  if (it === null) return 'not known';
  if (it === false) return 'no';
  const said = [it.exact ? it.code : `${it.code} (a substitute)`, ...more.filter((one) => one !== false)];
  return said.join('; ');
}

const known = (name: string, is: boolean | null): string =>
  is === null ? `${name} not known` : is ? name : `no ${name}`;

function azureRows({ stt, tts }: LanguageRecord['providers']['azure']): string[] {
  const hears = stt && [
    known('phrase list', stt.phraseList),
    known('fast transcription', stt.fastTranscription),
  ];
  const speaks = tts && [...voices(tts.voices), known('phonemes', tts.phonemes)];
  return [
    row('Azure', `hears: ${service(stt, hears || [])}`),
    row('', `speaks: ${service(tts, speaks || [])}`),
  ];
}

function googleRows({ stt, tts }: LanguageRecord['providers']['google']): string[] {
  const hears = stt && [known('chirp_2', stt.chirp2), known('chirp_3', stt.chirp3)];
  return [
    row('Google', `hears: ${service(stt, hears || [])}`),
    row('', `speaks: ${service(tts, tts ? voices(tts.voices) : [])}`),
  ];
}

function voices(names: {
  [kind in 'female' | 'male' | 'other' | 'unconfirmed']: readonly string[];
}): string[] {
  const { unconfirmed, female, male, other } = names;
  const listed = [...female, ...male, ...other];
  return [
    ...(listed.length > 0 ? [listed.join(', ')] : []),
    ...(unconfirmed.length > 0 ? [`unconfirmed: ${unconfirmed.join(', ')}`] : []),
  ];
}

function elevenLabsRows({ stt, tts }: LanguageRecord['providers']['elevenlabs']): string[] {
  const models = Object.entries(tts).map(([model, speaks]) => known(model, speaks));
  return [row('ElevenLabs', `hears: ${service(stt)}`), row('', `speaks: ${models.join('; ')}`)];
}

function relayRows(relay: LanguageRecord['twilio']['relay']): string[] {
  if (!relay) return [row('ConversationRelay', service(relay))];
  const names = (list: readonly string[] | null) => (list === null ? 'not known' : list.join(', ') || 'no');
  const { set } = relay;
  return [
    row('ConversationRelay', service(relay)),
    row('', `hears: ${names(relay.stt)}`),
    row('', `speaks: ${names(relay.tts)}${set ? `; set to ${set.ttsProvider} ${set.voice}` : ''}`),
    ...relay.voices.map(({ ttsProvider, voice, unconfirmed }) =>
      row('', `or ${ttsProvider} ${voice}${unconfirmed ? ' (unconfirmed)' : ''}`),
    ),
  ];
}

function measured(providers: readonly MeasuredProvider[]): string {
  if (providers.length === 0) return 'nobody is set up';
  return providers
    .map(({ provider, p50Ms, p95Ms, samples }) =>
      p50Ms === null || p95Ms === null
        ? `${provider} (not measured)`
        : `${provider} (P50 ${p50Ms} ms, P95 ${p95Ms} ms over ${samples})`,
    )
    .join(', ');
}
