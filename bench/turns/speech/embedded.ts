/** What the embedded voices say: the stretches that callers' turns are made of most often, and rows of digits. */
import { mulawDecode } from '../../../src/lib/g711.ts';
import { readCantonese } from '../../../src/services/language/cantonese/reading/readCantonese.ts';
import { FliteSynthesiser, fliteVoices } from '../../../src/services/providers/local/fliteSynthesiser.ts';
import { callerModel, type Subject } from '../callerModel.ts';
import { stream } from '../draw.ts';
import { OPEN_BEFORE_GOODBYE, planTurn } from '../plan.ts';
import { isDigit, joinTokens } from '../words.ts';
import { material, type Material, type StretchKind } from './material.ts';
import { runsOf } from './runs.ts';

/** Calls that are planned to see what is said often. */
const CALLS = 300;
const CLOSED: readonly Subject[] = [
  'yes-no',
  'yes-no',
  'choice',
  'digits',
  'date-time',
  'phone',
  'digits',
  'yes-no',
  'goodbye',
];

interface Text {
  readonly text: string;
  readonly kind: StretchKind;
  count: number;
}

/** `size`: how many stretches; half of them are the commonest, in every voice. */
export async function embeddedMaterials(size: number): Promise<Material[]> {
  const flite = new FliteSynthesiser({ threads: 1 });
  await flite.warm();
  try {
    const found: Material[] = [];
    for (const [{ text, kind }, voice] of chosen(size)) {
      const made = material({ text, kind, voice }, await spoken(flite, romanised(text), voice));
      if (made) found.push(made);
    }
    return found;
  } finally {
    await flite.close();
  }
}

function chosen(size: number): (readonly [Text, string])[] {
  const voices = fliteVoices.map(({ id }) => id);
  const texts = textsByCount();
  const common = texts.slice(0, Math.ceil(size / 2 / voices.length));
  const rest = texts.slice(common.length);
  const left = Math.max(0, size - common.length * voices.length);
  // Of the others, as many of each length as are said: rows of digits and stories are all different.
  const byLength = rest.toSorted((a, b) => a.text.length - b.text.length || (a.text < b.text ? -1 : 1));
  const others = Array.from(
    { length: Math.min(left, rest.length) },
    (_, i) => byLength[Math.floor(((i + 0.5) * rest.length) / left)],
  ).filter((text) => text !== undefined);
  return [
    ...common.flatMap((text) => voices.map((voice) => [text, voice] as const)),
    ...others.map((text, i) => [text, voices[i % voices.length] ?? 'slt'] as const),
  ];
}

/** Stretches between the pauses of planned turns, the commonest first. */
function textsByCount(): Text[] {
  const texts = new Map<string, Text>();
  for (let call = 0; call < CALLS; call++) {
    const random = stream(0, 'stock of speech', call);
    const language = random.next() < callerModel.mix.cantonese ? 'zh-HK' : 'en-US';
    const open = Array.from({ length: OPEN_BEFORE_GOODBYE }, () =>
      random.next() < callerModel.mix.open.question ? ('question' as const) : ('story' as const),
    );
    for (const subject of [...CLOSED, ...open]) {
      for (const tokens of runsOf(planTurn(subject, language, 'usual', random).tokens)) {
        const words = tokens.map((token) => token.text);
        const text = joinTokens(words);
        const entry = texts.get(text) ?? { text, kind: words.every(isDigit) ? 'digits' : 'words', count: 0 };
        entry.count++;
        texts.set(text, entry);
      }
    }
  }
  return [...texts.values()].toSorted((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1));
}

/** No embedded voice speaks Cantonese: an English one reads its syllables, which are as many and about as long. */
function romanised(text: string): string {
  const syllables = readCantonese(text);
  let [out, at] = ['', 0];
  for (const syllable of syllables) {
    out += `${text.slice(at, syllable.at)} ${spelled(syllable.reading)} `;
    at = syllable.at + syllable.length;
  }
  return `${out}${text.slice(at)}`.replace(/\s+/g, ' ').trim();
}

/** Jyutping as an English reader would take it. */
function spelled(reading: string | null): string {
  return (reading ?? 'ah')
    .replace(/\d/g, '')
    .replace(/^j(?!yu)/, 'y')
    .replace(/^jyu|^yu/, 'you')
    .replace(/^z/, 'dz')
    .replace(/^c/, 'ch')
    .replace(/oe|eo/, 'er')
    .replace(/aa/, 'ah')
    .replace(/^m$/, 'um')
    .replace(/^ng$/, 'ung');
}

function spoken(flite: FliteSynthesiser, text: string, voice: string): Promise<Int16Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    flite.speak(
      { text, language: 'en-US', voice },
      {
        audio: (mulaw) => void parts.push(mulaw),
        done: () => resolve(mulawDecode(Buffer.concat(parts))),
        failed: ({ message }) => reject(new Error(message)),
      },
    );
  });
}
