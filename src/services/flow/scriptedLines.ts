/** Lines that can be synthesised before the first call: those without anything to fill in. */
import type { LanguageTag } from '../../types/language.ts';
import type { CompiledFlow } from './compiledFlow.ts';
import { pick, type LocalisedText } from './localised.ts';
import { offersOf } from './nodes/language.ts';
import { standardLines } from './standardLines.ts';
import { parseTemplate } from './template.ts';

export interface ScriptedLine {
  readonly text: string;
  readonly language: LanguageTag;
  readonly voice?: string;
  /** Said when nobody can speak any more: its audio must be there, whoever has spoken it. */
  readonly farewell?: boolean;
}

export function scriptedLines(flow: CompiledFlow): ScriptedLine[] {
  const found = new Map<string, ScriptedLine>();
  const add = (text: string, language: LanguageTag, own?: string, farewell = false) => {
    const voice = own ?? flow.config.languages.find((one) => one.language === language)?.voiceId;
    const line = text.trim();
    if (line === '' || !parseTemplate(line).plain) return;
    found.set(`${language}\n${voice ?? ''}\n${line}`, {
      text: line,
      language,
      ...(voice === undefined ? {} : { voice }),
      ...(farewell ? { farewell } : {}),
    });
  };
  const addAll = (text: LocalisedText | undefined, voice?: string, farewell = false) => {
    for (const language of flow.languages)
      add(pick(text ?? {}, language, flow.languages[0]) ?? '', language, voice, farewell);
  };
  for (const { type, data } of flow.nodes.values()) {
    for (const { text, voice } of type.lines?.(data) ?? []) addAll(text, voice);
    if (type.type === 'language') for (const { text, language } of offersOf(data)) add(text, language);
  }
  addAll(standardLines.noInput);
  addAll(standardLines.noMatch);
  const { fallbackLine, fallbackTransferTo } = flow.config.telephone;
  addAll(fallbackLine, undefined, true);
  // When nobody can speak any more, these must be there already. After a transfer that fails, the other one is said.
  if (Object.keys(fallbackLine).length === 0) {
    addAll(standardLines.failedEnd, undefined, true);
    if (fallbackTransferTo !== undefined) addAll(standardLines.failedTransfer, undefined, true);
  }
  return [...found.values()];
}
