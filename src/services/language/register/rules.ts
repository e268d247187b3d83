/**
 * How spoken Cantonese moves between friends and customers, as replacements that change neither a value nor a yes or no. In
 * traditional characters; both scripts are matched. Grammar stays spoken: business speech raises the words, and written
 * Chinese (是, 不, 在) sounds read out.
 *
 * Sources: CUHK = CUHK Cantonese grammar, chapter 20 (Matthews & Yip's examples); BK = baikeshiji.com, 粵語的禮貌用詞;
 * U = unsourced, a native speaker has yet to read it.
 */
import type { Register } from '../../../lib/builtInLines/types.ts';

export interface RegisterRule {
  readonly to: Register;
  /** What it is about, in English. */
  readonly about: string;
  /** A regular expression. */
  readonly from: string;
  /** `$1` is the first group as it was written. */
  readonly put: string;
  readonly source: string;
}

const MARKS = '\\s，。！？、；：,.!?;:…~～「」“”"（）()';
/** Where a clause begins or ends. */
const BEGIN = `(?<=^|[${MARKS}])`;
const END = `(?=$|[${MARKS}])`;
const SENTENCE = '(?<=^|[。！？!?\\n])';
/** Common family names, without those that make another word with 生 or 太 (余生, 花生, 安生). */
const NAME =
  '[陳黃李張林梁吳劉何鄭謝羅曾郭蔡馮葉周許朱鄧胡徐楊馬梅麥蘇盧潘譚關鍾蕭方莫彭廖傅唐董袁姚湯魏邱江龐歐曹呂簡杜伍孫王沈程施溫邵賴黎戴阮]';
const CALLED = '(?<=^|[\\s，。！？、；：,.!?;:…「」（）()]|請問|早晨|你好|您好|多謝|唔該)';

const business = (about: string, from: string, put: string, source: string): RegisterRule => ({
  to: 'business',
  about,
  from,
  put,
  source,
});
const casual = (about: string, from: string, put: string, source: string): RegisterRule => ({
  to: 'casual',
  about,
  from,
  put,
  source,
});

/** In the order in which they are applied. */
export const registerRules: readonly RegisterRule[] = [
  // 咩 asks, 啫 and 咋 limit, 添 adds, 啩 doubts: those stay in any register. First, since what follows looks at ends of clauses.
  business('particles', `(?<=[^${MARKS}囉喎㖞])[囉喎㖞]+${END}`, '', 'U'),
  business('greeting', '^喂[，,！!]\\s*(?=[你您]好|早晨|請問)', '', 'BK,U'),
  business('greeting', '^喂[，,！!]\\s*(?=[^\\s])', '你好，', 'BK,U'),
  // 等等 also closes a list (蘋果、橙等等), and 等陣 also means later: only where it is all that is asked.
  business(
    'waiting',
    `${BEGIN}(?:請你|唔該[你您]?|麻煩[你您]?)(?:等等|等陣|等一陣)[呀啊啦吖]?${END}`,
    '請您稍等',
    'U',
  ),
  business(
    'waiting',
    `(?<=^|[。！？!?\\n]|好[，,]|唔好意思[，,])(?:等等|等陣|等一陣)[呀啊啦吖]?${END}`,
    '請您稍等',
    'U',
  ),
  business(
    'asking a favour',
    `${BEGIN}唔該(?=[你您]?(?:幫|畀|俾|等|講|話|留|提供|輸入|撳|按|再))`,
    '麻煩',
    'CUHK,BK',
  ),
  business('thanks for a service', '(?<=^|[。！？!?\\n])唔該(?=$|[。！!])', '唔該晒', 'CUHK,BK'),
  business('apology', `${BEGIN}對唔住${END}`, '好抱歉', 'CUHK,U'),
  business('asking', `${BEGIN}我?想問[下吓](?=[^${MARKS}])`, '請問', 'CUHK'),
  business('asking a name', `${BEGIN}[你您]?點稱呼[呀啊]?${END}`, '請問點稱呼您', 'CUHK'),
  business('asking a name', `${BEGIN}[你您]叫(?:乜嘢|咩嘢|乜|咩)名[呀啊]?${END}`, '請問點稱呼您', 'CUHK'),
  business(
    'have or want',
    `${SENTENCE}([你您]?)(有冇|要唔要)(?=[^。！!\\n？?]{1,200}[？?])`,
    '請問$1$2',
    'U',
  ),
  business('have or want', '(?<!想)要唔要(?!得)', '需唔需要', 'U'),
  business('leave-taking', `${BEGIN}拜拜[呀啊啦喇]?${END}`, '再見', 'U'),
  business('address', `${CALLED}(${NAME})生(?=$|[${MARKS}]|[你您])`, '$1先生', 'CUHK'),
  business('address', `${CALLED}(${NAME})太(?=$|[${MARKS}]|[你您])`, '$1太太', 'CUHK'),
  business('second person', '(?<![迷您])你(?!哋)', '您', 'U'),
  casual('waiting', `${BEGIN}請[你您]稍[等候]${END}`, '等等呀', 'U'),
  casual('waiting', `${BEGIN}麻煩[你您]等一等${END}`, '唔該等等', 'U'),
  casual('apology', `${BEGIN}(?:好抱歉|實在唔好意思)${END}`, '唔好意思', 'CUHK,U'),
  casual('want', '需唔需要', '要唔要', 'U'),
  casual('leave-taking', `${BEGIN}再見${END}`, '拜拜', 'U'),
  casual('second person', '您', '你', 'U'),
];
