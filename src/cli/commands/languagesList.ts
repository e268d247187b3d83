import { languageList, type LanguageMark, type LanguageSummary } from '../../types/apiLanguages.ts';
import { padded } from '../columns.ts';
import { createPrinter } from '../output.ts';
import { languageServer, NO_SERVER, offlineEnvironment } from './languagesServer.ts';

/** All languages with what works where: asked of the running server, otherwise read from the environment and the store. */
export async function languagesList(options: { json?: boolean }): Promise<void> {
  const printer = createPrinter(options.json === true);
  const server = await languageServer();
  if (!server) printer.note(NO_SERVER);
  const languages = server
    ? (await server.get('/api/languages', languageList)).languages
    : await (await import('../../server/languagesOffline.ts')).listOffline(offlineEnvironment());
  printer.result({ languages }, () => languageTable(languages));
}

const LEGEND = 'Two marks each: hears, speaks. + yes, - no, ? not known, ~ with the code of a near language.';

export function languageTable(languages: readonly LanguageSummary[]): string {
  const header = [
    'tag',
    'name',
    'own name',
    'Azure',
    'Google',
    'ElevenLabs',
    'Deepgram',
    'embedded',
    'ConversationRelay',
  ];
  const rows = languages.map((language) => {
    const { tag, names, custom, works, embedded } = language;
    const here = {
      hears: embedded.hears.length > 0 ? ('yes' as const) : ('no' as const),
      speaks: embedded.speaks.length > 0 ? ('yes' as const) : ('no' as const),
    };
    const { azure, google, elevenlabs, deepgram, relay } = works;
    // Whatever is written from right to left must not carry the marks with it.
    const own = language.direction === 'rtl' ? `${names.own}\u200e` : names.own;
    const marks = [azure, google, elevenlabs, deepgram, here, relay].map(pair);
    return [tag, custom ? `${names.english} (yours)` : names.english, own, ...marks];
  });
  return [...padded([header, ...rows]), '', LEGEND].join('\n');
}

const signs: Readonly<Record<LanguageMark, string>> = { yes: '+', no: '-', unknown: '?', substitute: '~' };

function pair({ hears, speaks }: { hears: LanguageMark; speaks: LanguageMark }): string {
  return signs[hears] + signs[speaks];
}
