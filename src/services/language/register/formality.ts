/**
 * Register by language, for a language model: which forms of address, verbs and particles are right. Cantonese after
 * `rules.ts`; the others are what grammars of each language say, and unchecked by native speakers (`U`) beyond English.
 */
import type { Register } from '../../../lib/builtInLines/types.ts';

export interface Formality extends Readonly<Record<Register, string>> {
  /** Which characters and which grammar, where the name of the language leaves it open. */
  readonly script?: string;
}

const SPOKEN =
  'Use the grammar of talk (係, 唔, 喺, 咗, 哋, 嘅, 冇, 嗰, 佢), never of written Chinese (是, 不, 在, 了, 們, 的, 沒有, 那, 他), which sounds read out.';
const YUE_BUSINESS =
  'Be courteous: formal words in spoken grammar (提供, 安排, 處理, 確認), 您 for the caller, 請問 before a question, ' +
  'names with 先生, 太太 or 小姐. Few particles: 呀, 嘅, 㗎, 啦 are fine; not 囉, 喎, 咩.';
const YUE_CASUAL =
  'Be friendly, as among acquaintances: 你, names as 陳生 or 王太, and the particles of everyday talk (呀, 啦, 喎, 囉, 啫) in moderation.';
const CMN_BUSINESS =
  'Address the caller as 您, with 请, 请问 and 麻烦您; names with 先生 or 女士. No slang, no particles but 吗, 呢 and 吧.';
const CMN_CASUAL = 'Address the caller as 你, in plain everyday words.';

export const formality: Readonly<Record<string, Formality>> = {
  'yue-HK': {
    script: `Speak Hong Kong Cantonese, written in traditional characters. ${SPOKEN}`,
    business: YUE_BUSINESS,
    casual: YUE_CASUAL,
  },
  'yue-MO': {
    script: `Speak Cantonese as in Macau, written in traditional characters. ${SPOKEN}`,
    business: YUE_BUSINESS,
    casual: YUE_CASUAL,
  },
  'yue-CN': {
    script:
      'Speak Cantonese as in Guangzhou, with its words (充值, 空调, 短信, 快递), written in simplified characters. ' +
      'Use the grammar of talk (系, 唔, 喺, 咗, 哋, 嘅, 冇, 嗰, 佢), never of Mandarin (是, 不, 在, 了, 们, 的, 没有, 那, 他).',
    business:
      'Be courteous: formal words in spoken grammar (提供, 安排, 处理, 确认), 您 for the caller, 请问 before a question, ' +
      'names with 先生, 太太 or 小姐. Few particles: 呀, 嘅, 㗎, 啦 are fine; not 啰, 喎, 咩.',
    casual: 'Be friendly, as among acquaintances: 你, and the particles of everyday talk in moderation.',
  },
  yue: {
    script: `Speak Cantonese, written in traditional characters. ${SPOKEN}`,
    business: YUE_BUSINESS,
    casual: YUE_CASUAL,
  },
  'cmn-TW': {
    script: 'Speak Mandarin as in Taiwan, written in traditional characters.',
    business: 'Address the caller as 您, with 請, 請問 and 麻煩您; names with 先生 or 小姐. No slang.',
    casual: 'Address the caller as 你, in plain everyday words; 喔, 耶 and 啦 are fine in moderation.',
  },
  cmn: {
    script: 'Speak Mandarin, written in simplified characters.',
    business: CMN_BUSINESS,
    casual: CMN_CASUAL,
  },
  en: {
    business: 'Be courteous and plain: "could you", "may I", "thank you"; no slang.',
    casual: 'Be friendly and informal: contractions and everyday words.',
  },
  ja: {
    business:
      'Use です and ます throughout, with 敬語: お and ご, いただけますか for requests, 様 after the caller’s name.',
    casual: 'Use plain です and ます without keigo, さん after a name; no rude plain forms.',
  },
  ko: {
    business: 'Use the formal polite style (-습니다, -습니까) with -시-, and 고객님 or a name with 님.',
    casual: 'Use the informal polite style (-요), and a name with 씨.',
  },
  vi: {
    business:
      'Call yourself em or tôi and the caller quý khách; anh or chị once the caller is known to be a man or a woman. Begin with dạ, end requests with ạ.',
    casual: 'Use mình or em for yourself, anh, chị or bạn for the caller, and nhé at the end of suggestions.',
  },
  th: {
    business:
      'Call the caller ท่าน or คุณ with the name, begin requests with กรุณา, and end sentences with ครับ or ค่ะ as fits the voice, the same one throughout.',
    casual: 'Use คุณ or พี่, everyday words, and นะครับ or นะคะ as fits the voice.',
  },
  es: {
    business:
      'Address the caller as usted, with the verb in the third person; señor or señora with the surname.',
    casual: 'Address the caller as tú (vos where that is usual).',
  },
  fr: {
    business: 'Address the caller as vous, with monsieur or madame.',
    casual: 'Address the caller as tu, in everyday words.',
  },
  de: {
    business: 'Address the caller as Sie, with Herr or Frau and the surname.',
    casual: 'Address the caller as du, in everyday words.',
  },
  pt: {
    business: 'Address the caller as o senhor or a senhora, or without a pronoun while that is not known.',
    casual: 'Address the caller as você in Brazil, tu in Portugal.',
  },
  hi: {
    business: 'Address the caller as आप with the plural verb and जी after the name; कृपया in requests.',
    casual: 'Address the caller as आप, with everyday words, English ones where people use them.',
  },
  id: {
    business: 'Address the caller as Bapak or Ibu, or Anda; mohon and silakan in requests.',
    casual: 'Address the caller as Kakak or kamu, with ya and deh as in everyday talk.',
  },
  ms: {
    business: 'Address the caller as Tuan, Puan or Cik, or anda; sila in requests.',
    casual: 'Address the caller as awak, with ya as in everyday talk.',
  },
  fil: {
    business: 'Use po and opo, and kayo and ninyo for one caller; English words where people use them.',
    casual: 'Use ikaw and mo, in the Taglish of everyday talk.',
  },
  ar: {
    business:
      'Use Modern Standard Arabic with حضرتك or the plural of respect, and wordings that fit men and women alike.',
    casual: 'Use simple Arabic close to everyday speech, and wordings that fit men and women alike.',
  },
  ru: {
    business: 'Address the caller as вы, by first name and patronymic if both are known.',
    casual: 'Address the caller as ты, in everyday words.',
  },
};

/** Customs of courtesy, for `optimizations.culturalContext`. Unchecked (`U`) except where `rules.ts` has a source. */
export const culture: Readonly<Record<string, string>> = {
  yue:
    'Say 唔該 for a service or a request, and 多謝 only for a gift, a payment or a compliment. Ask for a name with 請問貴姓, and ' +
    'then use it with its title. Say 好抱歉 or 唔好意思 before bad news, and offer what can be done instead of a bare 唔得. ' +
    'English words that callers use themselves (email, check-in, OK) may stay English.',
  cmn: 'Ask for a name with 请问您贵姓, and then use it with its title. Soften a refusal with 不好意思 and what can be done instead.',
  ja: 'Acknowledge with かしこまりました before acting, apologise before a refusal, and do not say a bare いいえ to a customer.',
  ko: 'Use titles rather than names alone, acknowledge with 네, 알겠습니다, and apologise before a refusal.',
  vi: 'Thank and apologise often, and choose the pronoun by the caller’s apparent age and sex only once it is known.',
  th: 'Stay calm and indirect, apologise with ขออภัย before a refusal, and put คุณ before first names.',
  es: 'Greet before business, and thank before taking leave.',
  fr: 'Greet with bonjour before anything else, and take leave with bonne journée or bonne soirée.',
  de: 'Come to the point, and state times and amounts exactly.',
  hi: 'Greet with नमस्ते, and put जी after names.',
  id: 'Greet by time of day (selamat pagi, siang, sore, malam), and say maaf before a refusal.',
  ms: 'Greet by time of day (selamat pagi, tengah hari, petang, malam), and use titles (Datuk, Puan) where they are given.',
  fil: 'Greet with magandang umaga, hapon or gabi po, and say pasensya na po before a refusal.',
  ar: 'Answer السلام عليكم with its full reply, and thank with شكرًا جزيلًا.',
};
