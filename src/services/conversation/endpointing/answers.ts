/** Whether a closed question has its answer: one of the phrases, whole, with nothing around it that promises more. */
import { answerWords } from '../../../lib/speechHints/words.ts';
import { spokenLanguage } from '../../../lib/spokenLanguage.ts';
import type { Expectation } from '../../../types/expectation.ts';
import type { LanguageTag } from '../../../types/language.ts';
import { bareText } from './words.ts';

/** `whole`: nothing belongs behind it. `among`: the answer is there, with other words. `begun`: a longer choice begins so. */
export type AnswerState = 'whole' | 'among' | 'begun' | 'none';

const bar = (phrases: string): readonly string[] => phrases.split('|');

/** Beside the flow's own phrases, which are few. In the form of `bareText`. */
const yesNo = {
  en: bar(
    "yes|yeah|yep|yup|sure|correct|right|okay|ok|that's right|that's correct|that's fine|that's it|that is right|" +
      'that is correct|absolutely|of course|exactly|perfect|sounds good|yes it is|yes i do|yes i would|i do|it is|mhm|' +
      "mm hmm|uh huh|no|nope|nah|no way|not really|wrong|that's wrong|no it's not|no i don't|i don't|no thanks|not at all|not yet|i think so|i don't think so|i am|i'm not|go ahead|that would be great|that would be fine|that's great|that works|sounds great",
  ),
  zh: bar(
    '係|啱|好|得|可以|冇問題|冇錯|係咁|要|有|嗯|唔係|唔啱|唔好|唔得|唔要|唔使|唔可以|冇|未|不係|對|是|是的|對的|好的|行|沒問題|沒錯|' +
      '不是|不對|不好|不行|不要|不用|不可以|沒有|無|不|正確|確定|係嘅|好嘅|錯|當然|梗係|ok|okay|yes|yeah|no',
  ),
} as const;

/** Around an answer, and saying nothing more. */
const WORDS_AROUND =
  /\b(?:please|thanks|thank you|um|uh|er|erm|oh|well|hmm|hi|hello|sir|madam|ma'am|very much|so much|actually|just|merci|bitte|danke|gracias|obrigad[oa]|grazie)\b/gu;
const ENGLISH_LEAD =
  /^(?:(?:i'd like|i would like|i want|i need|i'll take|i'll have|give me|let's do|let's say|can i have|could i have|it's|that's|for|in|on|at|the|a|an|to|my|some|your|with|speak to|talk to) )+/u;
const HAN_AROUND =
  /唔該晒?|多謝晒?你?|謝謝你?|麻煩晒?你?|請|呃|嗯(?=.)|額|欸|誒|啊|呀|啦|喇|吖|㗎|囉|喎|嘞|嘅(?=$)|吧|[呢的了](?=$)|哦|噢/gu;
const HAN_LEAD = /^(?:我想要?|我要|想要?|要|揀|選|我選|我揀|幫我|係|是|就)+/u;

/** Without politeness, sighs and particles; what is left may be nothing. */
function core(bare: string): string {
  const without = (text: string) => bareText(text.replace(WORDS_AROUND, ' ').replace(HAN_AROUND, ' '));
  // 不用了謝謝: the particle stands at the end once the thanks are gone.
  return without(without(bare));
}

/** Of one question asked again and again; its phrases are brought into form once. */
const kept = new WeakMap<Expectation['choices'], ReadonlyMap<string, ReadonlySet<string>>>();

/** Bare phrase → ids of the choices that it stands for. */
function phrasesOf(choices: Expectation['choices']): ReadonlyMap<string, ReadonlySet<string>> {
  const known = kept.get(choices);
  if (known) return known;
  const made = new Map<string, Set<string>>();
  for (const { id, phrases } of choices) {
    for (const phrase of phrases) {
      for (const form of [bareText(phrase), core(bareText(phrase))]) {
        if (form !== '') made.set(form, (made.get(form) ?? new Set()).add(id));
      }
    }
  }
  kept.set(choices, made);
  return made;
}

const yesNoSets = new Map<string, ReadonlySet<string>>();

function yesNoSet(language: string): ReadonlySet<string> {
  const known = yesNoSets.get(language);
  if (known) return known;
  const { yes = [], no = [] } = answerWords[language] ?? {};
  const made = new Set([...yes, ...no].map(bareText));
  yesNoSets.set(language, made);
  return made;
}

/** `bare`: of `bareText`. */
export function yesNoState(bare: string, { choices }: Expectation, language: LanguageTag): AnswerState {
  const phrases = phrasesOf(choices);
  const own = yesNoSet(spokenLanguage(language).language);
  const isAnswer = (text: string) =>
    phrases.has(text) || own.has(text) || yesNoWords.has(text) || HAN_LONGER.test(text);
  const said = core(bare);
  if (isAnswer(bare) || isAnswer(said)) return 'whole';
  // "Yes, yes", "no that's wrong", 好好好: answers in a row.
  if (said !== '' && isRow(said, isAnswer)) return 'whole';
  const [first = ''] = said.split(' ');
  return isAnswer(first) || /^(?:唔|不|係|是|好|對|啱)/u.test(said) ? 'among' : 'none';
}

const yesNoWords = new Set([...yesNo.en, ...yesNo.zh]);
/** 係呀係呀 without its particles, 可以可以. */
const HAN_LONGER = /^(?:係|好|得|啱|對|是|可以|冇問題|沒問題|唔係|唔使|唔要|不是|不用|不要){1,4}$/u;

function isRow(text: string, isAnswer: (part: string) => boolean): boolean {
  const words = text.split(' ');
  if (words.length > 6) return false;
  // The longest answer that each stretch begins with.
  for (let at = 0; at < words.length;) {
    let end = words.length;
    while (end > at && !isAnswer(words.slice(at, end).join(' '))) end--;
    if (end === at) return false;
    at = end;
  }
  return true;
}

/** `bare`: of `bareText`. */
export function choiceState(bare: string, { choices }: Expectation): AnswerState {
  const phrases = phrasesOf(choices);
  const said = core(bare);
  const short = core(said.replace(ENGLISH_LEAD, '').replace(HAN_LEAD, ''));
  for (const form of [bare, said, short]) {
    const ids = phrases.get(form);
    if (form === '' || !ids) continue;
    const longer = [...phrases].some(
      ([phrase, other]) =>
        phrase.length > form.length && phrase.startsWith(form) && [...other].some((id) => !ids.has(id)),
    );
    return longer ? 'begun' : 'whole';
  }
  for (const phrase of phrases.keys()) if (phrase.length > 1 && holds(said, phrase)) return 'among';
  return 'none';
}

/** Whole words in scripts that have them. */
function holds(text: string, phrase: string): boolean {
  return /\p{Script=Han}/u.test(phrase) ? text.includes(phrase) : ` ${text} `.includes(` ${phrase} `);
}
