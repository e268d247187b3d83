/**
 * Whether a text can be understood only from what was said before it. Such a text has another meaning in every call, so the
 * cache keys it together with its context or not at all.
 */
import { primarySubtag, type LanguageTag } from '../../../types/language.ts';
import { simplified } from '../../../lib/hanScript.ts';
import { englishTokens } from './english/stem.ts';

const MAX_KEPT = 4_000;
const kept = new Map<string, boolean>();
const HAN = /\p{Script=Han}/u;

export function elliptical(text: string, language: LanguageTag): boolean {
  const key = `${language} ${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= MAX_KEPT) kept.clear();
  const primary = primarySubtag(language);
  const found =
    HAN.test(text) && primary !== 'ja'
      ? chinese(text)
      : primary === 'en' || primary === 'zh'
        ? english(text)
        : few(text);
  kept.set(key, found);
  return found;
}

/** They stand for something said before. "It" does not in "it is" and "is it possible". */
const POINTING =
  /\b(that one|this one|these ones|those ones|the other|the others|another one|the first one|the second one|the last one|the same|same (one|thing|time|day|place)|him|her|them|they|he|she|there(?! (is|are|was|were|any|a|an|be|parking|will))|those|these|both|either|neither|so do i|do so|one of (them|those))\b/;
/** "That" by itself, and not "that week" or "I think that you are". */
const ALONE_THAT =
  /\b(that|this)( (in|for|on|at|to|with|one|open|closed|available|free|included|ok|possible|too|again|please)\b|$)|\b(what|how much|where|when|who) (is|was) (that|this)$/;
const WHAT_ABOUT = /^(and |but |so |or |ok |okay |then )*(what|how) about\b/;
const FOLLOWS = /^(and|or|but|then|also)\b/;
const DUMMY_IT =
  /\b(is it|it is|it was|was it|does it|it will|will it|would it|it would|can it|it has|has it|could it|it)\b(?= (possible|ok|okay|open|cost|take|takes|necessary|true|safe|far|urgent|raining|closed|free|allowed|too late|late|about|for|to be|required|mandatory|important|included|monday|tuesday|wednesday|thursday|friday|saturday|sunday|alright|an emergency|my first)\b)|\bit takes?\b|\bcall it off\b|\bis it because\b/g;
/** A word or two that answers or goes on, without a verb of its own. */
const FEW = 2;

function english(text: string): boolean {
  const tokens = englishTokens(text).filter(
    (token) => !/^(um|uh|er|erm|oh|ah|please|thanks|hi|hello|well)$/.test(token),
  );
  const plain = tokens.join(' ');
  if (WHAT_ABOUT.test(plain) || POINTING.test(plain)) return true;
  if (/\b(it|its)\b/.test(plain.replace(DUMMY_IT, ' '))) return true;
  if (ALONE_THAT.test(plain)) return true;
  if (FOLLOWS.test(plain) && tokens.length <= 6) return true;
  if (
    /^(why|why not|how|when|where|how so|which one|how come|who|what|how much|how many|how long|what time|really|are you sure|sure|say again|again|another|more|less|earlier|later|anything else|something else|nothing else)$/.test(
      plain,
    )
  )
    return true;
  return (
    tokens.length <= FEW &&
    !/^(goodbye|bye|thank you|good (morning|afternoon|evening)|opening hours|cancel|reschedule|operator|help|agent|representative)\b/.test(
      plain,
    )
  );
}

const HAN_POINTING =
  /呢个(?!月|星期|礼拜|周)|嗰个|这个(?!月|星期|礼拜|周)|那个|呢啲|嗰啲|这些|那些|[呢嗰]度|嗰边|那边|那里|这里|佢|(?<![其吉])他|她|它|同一|一样嗰|第二个|另一个|另外嗰|其他嗰|上面|刚才|头先|头先嗰|[呢嗰这那](?:次|张|间|款|种|样|位|只|件|份|班|日|天|晚|家|部|条|本)/u;
/** 咁星期日呢, 那星期天呢, 星期日呢: what about it. */
const HAN_WHAT_ABOUT = /^(?:咁|噉|那|那么|如果|如果系|若)?.{1,8}呢$|^(?:咁|噉|那么|那)(?!样|多|么多|个)/u;
const HAN_WHOLE =
  /[几边点乜咩谁怎哪吗]|什么|多少|多久|(.)[唔不]\1|有冇|有没有|可唔可以|我想|我要|想要|预约|取消|订|查|你好|早晨|拜拜|多谢|谢谢|人工|真人/u;
const HAN_FEW = 4;

function chinese(text: string): boolean {
  const plain = simplified(text.normalize('NFKC').toLowerCase()).replace(
    /[^\p{L}\p{N}]+|^(?:呃|嗯|唔该|请问|喂)+/gu,
    '',
  );
  if (HAN_POINTING.test(plain)) return true;
  const asks = HAN_WHOLE.test(plain.replace(/呢$/u, ''));
  if (HAN_WHAT_ABOUT.test(plain) && !asks) return true;
  if (/^(?:咁|噉|那么|那)(?!样|个)/u.test(plain) && [...plain].length <= 10) return true;
  return [...plain].length <= HAN_FEW && !asks;
}

/** Elsewhere only the length tells. */
function few(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text);
  return unspaced ? [...text.trim()].length <= 2 * HAN_FEW : words.length <= FEW;
}
