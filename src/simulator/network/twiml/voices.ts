import { primarySubtag } from '../../../types/language.ts';
import type { XmlElement } from './xml.ts';

/** Provider, model and voice together: an impossible combination ends the call with 64106. */

/** What ElevenLabs speaks inside ConversationRelay (Flash 2.5): 32 languages, Cantonese not among them. */
const elevenLabsLanguages = new Set(
  'en zh ja de hi fr ko pt it es id nl tr fil pl sv bg ro ar cs el fi hr ms sk da ta uk ru hu no vi nb'.split(
    ' ',
  ),
);
const cantonese = new Set(['zh-HK', 'zh-MO', 'yue-HK', 'yue-CN', 'yue']);
/** Regions of Google's voice ids that serve a language written otherwise. */
const googleNames: Record<string, string> = { 'zh-HK': 'yue-HK', 'zh-CN': 'cmn-CN', 'zh-TW': 'cmn-TW' };

interface Combination {
  readonly language: string;
  readonly ttsProvider: string;
  readonly voice?: string;
  readonly transcriptionProvider: string;
  readonly transcriptionLanguage: string;
  readonly speechModel?: string;
}

/** Problems of a `<ConversationRelay>` and of each `<Language>` in it, in words. */
export function voiceProblems(relay: XmlElement): string[] {
  const own = combination(relay.attributes, relay.attributes['language'] ?? 'en-US', null);
  const problems = problemsOf(own, 'ConversationRelay');
  for (const child of relay.children) {
    if (child.name !== 'Language') continue;
    const code = child.attributes['code'] ?? '';
    if (code !== '' && code !== 'multi')
      problems.push(...problemsOf(combination(child.attributes, code, own), `Language ${code}`));
  }
  return problems;
}

function combination(
  a: Readonly<Record<string, string>>,
  language: string,
  parent: Combination | null,
): Combination {
  const ttsProvider = (a['ttsProvider'] ?? parent?.ttsProvider ?? 'ElevenLabs').toLowerCase();
  // A voice belongs to its provider: it is inherited only together with it.
  const inherited =
    a['ttsProvider'] === undefined && parent?.ttsProvider === ttsProvider ? parent.voice : undefined;
  const voice = a['voice'] ?? inherited;
  const speechModel = a['speechModel'] ?? parent?.speechModel;
  return {
    language: a['ttsLanguage'] ?? language,
    ttsProvider,
    transcriptionProvider: (
      a['transcriptionProvider'] ??
      parent?.transcriptionProvider ??
      'Deepgram'
    ).toLowerCase(),
    transcriptionLanguage: a['transcriptionLanguage'] ?? language,
    ...(voice === undefined ? {} : { voice }),
    ...(speechModel === undefined ? {} : { speechModel }),
  };
}

function problemsOf(c: Combination, where: string): string[] {
  const problems: string[] = [];
  const voice = voiceProblem(c);
  if (voice) problems.push(`${where}: ${voice}`);
  const model = modelProblem(c);
  if (model) problems.push(`${where}: ${model}`);
  return problems;
}

function voiceProblem({ ttsProvider, voice, language }: Combination): string | null {
  if (language === 'multi') return ttsProvider === 'elevenlabs' ? null : `TTS multi needs ElevenLabs`;
  const primary = primarySubtag(language);
  if (ttsProvider === 'elevenlabs') {
    if (cantonese.has(language) || !elevenLabsLanguages.has(primary))
      return `ElevenLabs does not speak ${language}`;
    return voice === undefined || /^[A-Za-z0-9]{20}([-_].*)?$/.test(voice)
      ? null
      : `${voice} is not an ElevenLabs voice id`;
  }
  if (voice === undefined)
    return primary === 'en' ? null : `${ttsProvider} has no default voice for ${language}`;
  if (ttsProvider === 'amazon')
    return /^[A-Z][a-zA-Z]+(-(Neural|Generative|Long-Form))?$/.test(voice)
      ? null
      : `${voice} is not an Amazon voice`;
  const google = /^(?:[a-z]{2,3}-[A-Z]{2})(?=-[A-Z])/.exec(voice)?.[0];
  if (!google) return `${voice} is not a Google voice`;
  const wanted = googleNames[language] ?? language;
  return primarySubtag(google) === primarySubtag(wanted) ? null : `voice ${voice} does not speak ${language}`;
}

function modelProblem({
  transcriptionProvider,
  speechModel,
  transcriptionLanguage,
}: Combination): string | null {
  if (speechModel === undefined)
    return transcriptionLanguage === 'multi' && transcriptionProvider !== 'deepgram'
      ? 'STT multi needs Deepgram'
      : null;
  const deepgram = /^(nova|flux|base|enhanced)/.test(speechModel);
  if (deepgram !== (transcriptionProvider === 'deepgram'))
    return `speech model ${speechModel} does not belong to ${transcriptionProvider}`;
  if (
    speechModel.startsWith('flux') &&
    (cantonese.has(transcriptionLanguage) || primarySubtag(transcriptionLanguage) === 'zh')
  )
    return `flux does not hear ${transcriptionLanguage}`;
  return null;
}
