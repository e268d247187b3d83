/** What a good model would answer: the oracle of `bench cache`, and a word of sympathy for stories. */
import { Oracle, readPrompt } from '../cache/flowsOracle.ts';
import type { ModelRequest } from '../../src/types/ports.ts';
import type { Random } from '../../src/types/clock.ts';
import { pick } from './draw.ts';
import { tokensOf } from './words.ts';

export interface OracleReply {
  readonly text: string;
  readonly act: string | null;
}

const sympathy = {
  'en-US': [
    'I am sorry to hear that. I have made a note for the doctor, who will call you back today.',
    'Thank you for telling me. It is best if the doctor sees you again this week.',
    'I understand. Please rest until tomorrow, and call us at once if it becomes worse.',
  ],
  'zh-HK': [
    '明白。我已經記低咗,醫生今日會覆你電話。',
    '多謝你話我知。最好呢個禮拜再嚟畀醫生睇下。',
    '了解。請你休息多一日,如果變差就即刻打嚟。',
  ],
} as const;

/** Words as a key: how a recogniser writes them does not matter. */
function keyOf(words: string): string {
  return tokensOf(words.toLowerCase().replaceAll(/[.,。,!?]/g, ' ')).join(' ');
}

export class AnswersOracle {
  readonly #meanings = new Map<string, string>();
  readonly #oracle: Oracle;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
    this.#oracle = new Oracle(() => random.next(), new Map(), new Map());
  }

  meant(words: string, meaning: string | null): void {
    if (meaning !== null) this.#meanings.set(keyOf(words), meaning);
  }

  reply(request: ModelRequest): OracleReply {
    const words = request.messages.findLast(({ role }) => role === 'caller')?.text ?? '';
    const prompt = readPrompt(request);
    const meaning = this.#meanings.get(keyOf(words)) ?? null;
    if (meaning === 'story' || (meaning === null && words.length > 40))
      return { text: pick<string>(this.#random, sympathy[prompt.language]), act: null };
    return pick(this.#random, this.#oracle.replies(prompt, meaning));
  }
}
