/** A language model that knows what callers mean: what a good one would answer, worded now so, now so. */
import type { Cancellable, LanguageModel, ModelRequest, ModelSink } from '../../src/types/ports.ts';
import type { JsonValue } from '../../src/types/json.ts';
import { speakDate, speakTime } from '../../src/services/flow/spoken.ts';
import type { BenchLanguage } from './flowsIntents.ts';

/** From the request to the first word. A real one takes longer, which makes no answer different. */
const FIRST_WORD_MS = 40;

export interface Reply {
  readonly text: string;
  readonly act: string | null;
}

/** First questions of the demo clinic's own facts, by what is asked. */
const clinicFacts: Readonly<Record<string, readonly string[]>> = {
  hours: ['what are your opening hours', '應診時間'],
  sunday: ['are you open on sunday', '星期日開唔開'],
  saturday: ['are you open on saturday', '星期六開唔開'],
  lunch: ['do you close for lunch', '中午開唔開'],
  address: ['where are you', '喺邊度'],
  fee: ['how much is it', '幾錢'],
};

interface Prompt {
  readonly language: BenchLanguage;
  readonly facts: ReadonlyMap<string, string>;
  readonly known: Readonly<Record<string, JsonValue>>;
  readonly tools: readonly string[];
}

export class Oracle implements LanguageModel {
  readonly name = 'oracle';
  readonly capabilities = { tools: true, prefill: false } as const;
  asked = 0;
  readonly #random: () => number;
  /** What is meant by what was said, noise included. */
  readonly #meaning: ReadonlyMap<string, string>;
  /** Labels of facts in Chinese, by what is asked. */
  readonly #labels: ReadonlyMap<string, string>;

  constructor(
    random: () => number,
    meaning: ReadonlyMap<string, string>,
    labels: ReadonlyMap<string, string>,
  ) {
    this.#random = random;
    this.#meaning = meaning;
    this.#labels = labels;
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  generate(request: ModelRequest, sink: ModelSink): Cancellable {
    this.asked++;
    const words = request.messages.findLast(({ role }) => role === 'caller')?.text ?? '';
    const replies = this.replies(readPrompt(request), this.#meaning.get(words) ?? null);
    const { text, act } = replies[Math.floor(this.#random() * replies.length)]!;
    const timer = setTimeout(() => {
      if (act !== null) sink.toolCall(act, {});
      if (text !== '') sink.text(text);
      sink.done({ inputTokens: 0, outputTokens: 0 });
    }, FIRST_WORD_MS);
    return { cancel: () => clearTimeout(timer) };
  }

  /** All that it might answer. What a caller hears is right when it is one of these. */
  replies(prompt: Prompt, id: string | null): readonly Reply[] {
    const { language, known, tools } = prompt;
    const han = language === 'zh-HK';
    if (id === 'done' && tools.includes('finish_done')) return [{ text: '', act: 'finish_done' }];
    const told = (texts: readonly string[]) => texts.map((text): Reply => ({ text, act: null }));
    const fact = id === null ? undefined : this.#fact(prompt, id);
    if (fact !== undefined) return told(han ? wordedHan(fact) : worded(fact, known));
    if (id === 'mine') return told(han ? mineHan(known) : mine(known));
    return told(
      han
        ? ['唔好意思,呢樣我唔知。', '對唔住,呢樣我答唔到。', '呢個我唔清楚,唔好意思。']
        : [
            'I am sorry, I do not know that.',
            'Sorry, that I do not know.',
            'I do not know that, I am sorry.',
          ],
    );
  }

  #fact({ facts }: Prompt, id: string): string | undefined {
    for (const label of [id, this.#labels.get(id), ...(clinicFacts[id] ?? [])]) {
      const found = label === undefined ? undefined : facts.get(label);
      if (found !== undefined && found !== '') return found;
    }
    return undefined;
  }
}

export function readPrompt({ messages, tools }: Pick<ModelRequest, 'messages' | 'tools'>): Prompt {
  const system = messages[0]?.text ?? '';
  const listed = (title: string) =>
    (system.split(`${title}:\n`)[1]?.split('\n\n')[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('- '))
      .map((line) => line.slice(2));
  const facts = listed('Facts you may rely on').map((line) => {
    const at = line.indexOf(': ');
    return [line.slice(0, at), line.slice(at + 2)] as const;
  });
  const known = listed('Known so far').map((line) => {
    const at = line.indexOf(' = ');
    return [line.slice(0, at), JSON.parse(line.slice(at + 3)) as JsonValue] as const;
  });
  return {
    language: system.includes('Speak zh-HK') ? 'zh-HK' : 'en-US',
    facts: new Map(facts),
    known: Object.fromEntries(known),
    tools: tools.map(({ name }) => name),
  };
}

function worded(fact: string, known: Prompt['known']): string[] {
  const short = fact
    .replace(/^We are /, 'We’re ')
    .replace(/^You can /, 'You may ')
    .replace(/^There is /, 'There’s ')
    .replace(/ do not /, ' don’t ');
  const name = known['patientName'];
  const lower = /^(We|You|On|Our|There|The|In|For|Ask|Please)\b/.test(fact)
    ? fact[0]!.toLowerCase() + fact.slice(1)
    : fact;
  return [
    fact,
    short,
    `Certainly. ${fact}`,
    `${fact} Is there anything else?`,
    `Of course: ${lower}`,
    ...(typeof name === 'string' ? [`${name}, ${lower}`] : []),
  ];
}

function wordedHan(fact: string): string[] {
  return [fact, `好呀。${fact}`, `${fact}仲有冇其他想知?`, `冇問題,${fact}`];
}

function mine({ patientName: name, day, time }: Prompt['known']): string[] {
  if (typeof day !== 'string' || typeof time !== 'string')
    return ['I cannot see an appointment of yours.', 'I am afraid I see no appointment of yours.'];
  const when = `${speakDate(day, 'en-US')} at ${speakTime(time, 'en-US')}`;
  return [
    `Your appointment is on ${when}.`,
    `You are booked for ${when}.`,
    `Certainly. Your appointment is on ${when}.`,
    ...(typeof name === 'string' ? [`${name}, your appointment is on ${when}.`] : []),
  ];
}

function mineHan({ day, time }: Prompt['known']): string[] {
  if (typeof day !== 'string' || typeof time !== 'string')
    return ['我搵唔到你嘅預約。', '搵唔到你嘅預約喎。'];
  const when = `${speakDate(day, 'zh-HK')}${speakTime(time, 'zh-HK')}`;
  return [`你約咗${when}。`, `你嘅預約係${when}。`];
}
