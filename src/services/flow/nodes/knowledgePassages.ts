/** What a Knowledge answer node knows, as passages of one language. */
import type { LanguageTag } from '../../../types/language.ts';
import { pick, pickPhrases, type LocalisedText } from '../localised.ts';
import type { DataPath, NodeContext, NodeLine } from '../nodeType.ts';
import { PassageLibrary, type Passage } from '../retrieval/library.ts';
import { paragraphsOf, type Paragraph } from '../retrieval/passages.ts';
import type { KnowledgeSettings } from './knowledgeSettings.ts';

interface Known extends Passage {
  readonly answer: LocalisedText;
  readonly source: LocalisedText | undefined;
}

interface Shelf {
  readonly known: readonly Known[];
  readonly library: PassageLibrary;
}

/** A node's settings are the same object in every step of every call; sorting its words takes longer than a turn may. */
const shelves = new WeakMap<KnowledgeSettings, Map<LanguageTag, Shelf>>();

export function shelfOf({
  data,
  language,
  languages,
}: Pick<NodeContext<KnowledgeSettings>, 'data' | 'language' | 'languages'>): Shelf {
  const byLanguage = shelves.get(data) ?? new Map<LanguageTag, Shelf>();
  shelves.set(data, byLanguage);
  const ready = byLanguage.get(language);
  if (ready) return ready;
  const known = knownIn(data, language, languages[0] ?? language);
  const shelf = { known, library: new PassageLibrary(known) };
  byLanguage.set(language, shelf);
  return shelf;
}

function knownIn(data: KnowledgeSettings, language: LanguageTag, first: LanguageTag): Known[] {
  const entries = data.entries.map(({ questions, answer, source }): Known => ({
    questions: pickPhrases(questions, language),
    text: pick(answer, language, first) ?? '',
    answer,
    source,
  }));
  const paragraphs = paragraphsOf(pick(data.text, language, first) ?? '');
  return [...entries, ...paragraphs.map((one) => fromParagraph(one, language))];
}

function fromParagraph({ text, source }: Paragraph, language: LanguageTag): Known {
  return { questions: [], text, answer: { [language]: text }, source: { [language]: source } };
}

/** Everything that may be said as it stands. */
export function knowledgeLines({ entries, text, cite }: KnowledgeSettings): NodeLine[] {
  const sourceOf = (source: LocalisedText | undefined, path: DataPath): NodeLine[] =>
    cite ? [{ path, text: source, required: false }] : [];
  return [
    ...entries.flatMap(({ answer, source }, i) => [
      { path: ['entries', i, 'answer'], text: answer, required: true },
      ...sourceOf(source, ['entries', i, 'source']),
    ]),
    ...textLines(text).flatMap(({ text, source }): NodeLine[] => [
      { path: ['text'], text, required: false },
      ...sourceOf(source, ['text']),
    ]),
  ];
}

/**
 * The first paragraphs of all languages, then the second ones, and so on. A language with fewer repeats its last, and one with
 * none is missed in the first alone: the text is what it lacks, not each paragraph of it.
 */
function textLines(text: KnowledgeSettings['text']): { text: LocalisedText; source: LocalisedText }[] {
  const written = Object.entries(text)
    .map(([language, pages]) => [language, paragraphsOf(pages)] as const)
    .filter(([, paragraphs]) => paragraphs.length > 0);
  const most = Math.max(0, ...written.map(([, { length }]) => length));
  const row = (i: number, part: keyof Paragraph, others: boolean): LocalisedText => {
    const said = written.map(([language, paragraphs]) => [
      language,
      paragraphs[Math.min(i, paragraphs.length - 1)]?.[part] ?? '',
    ]);
    return { ...(others ? { default: said[0]?.[1] ?? '' } : {}), ...Object.fromEntries(said) };
  };
  return Array.from({ length: most }, (_, i) => ({
    text: row(i, 'text', i > 0),
    source: row(i, 'source', true),
  }));
}
