/**
 * What callers answer with, whatever a business does: the words for yes and no, digits, amounts and times of day. Weekdays,
 * months and relative days come from ICU (`dates.ts`). By {@link spokenLanguage}; one row a language, its words between bars.
 * They only lean a recogniser: a word that is missing or odd is heard as well as without them. Languages other than
 * English and Chinese are unchecked (`U`).
 */

export interface AnswerWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** 0 to 9 in order, then what else is said among them. */
  readonly digits: readonly string[];
  /** Tens, hundreds, thousands. */
  readonly amounts: readonly string[];
  readonly times: readonly string[];
}

function row(yes: string, no: string, digits: string, amounts: string, times: string): AnswerWords {
  const [y = [], n = [], d = [], a = [], t = []] = [yes, no, digits, amounts, times].map((list) =>
    list.split('|').filter((word) => word !== ''),
  );
  return { yes: y, no: n, digits: d, amounts: a, times: t };
}

export const answerWords: Readonly<Record<string, AnswerWords>> = {
  en: row(
    'yes|yeah|yes please|that is right|correct',
    'no|nope|no thank you|that is wrong',
    'zero|one|two|three|four|five|six|seven|eight|nine|oh|double|triple',
    'ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand',
    "a.m.|p.m.|o'clock|half past|quarter past|quarter to|morning|afternoon|evening|tonight|noon",
  ),
  yue: row(
    '係|係呀|啱|好|好呀|得|冇問題',
    '唔係|唔啱|唔好|唔得|唔要|唔使',
    '零|一|二|三|四|五|六|七|八|九|兩|孖',
    '十|廿|卅|百|千|萬|蚊|個半',
    '朝早|上晝|晏晝|下晝|夜晚|今晚|點|點半|點鐘|點三個字|禮拜一|禮拜二|禮拜三|禮拜四|禮拜五|禮拜六|禮拜日|下個禮拜',
  ),
  cmn: row(
    '是|是的|对|好|好的|可以|没问题',
    '不是|不对|不好|不行|不要|不用',
    '零|一|二|三|四|五|六|七|八|九|幺|两',
    '十|百|千|万|块|元',
    '早上|上午|中午|下午|晚上|今晚|点|点半|点钟|一刻|周一|周二|周三|周四|周五|周六|周日|下周',
  ),
  ja: row(
    'はい|ええ|そうです|お願いします',
    'いいえ|違います|結構です',
    'ゼロ|いち|に|さん|よん|ご|ろく|なな|はち|きゅう|れい|しち',
    '十|百|千|万',
    '午前|午後|朝|昼|夜|今晩|時|時半',
  ),
  ko: row(
    '네|예|맞아요|맞습니다|좋아요',
    '아니요|아니에요|틀려요|괜찮아요',
    '영|일|이|삼|사|오|육|칠|팔|구|공|하나|둘',
    '십|백|천|만',
    '오전|오후|아침|점심|저녁|밤|시|시 반',
  ),
  vi: row(
    'có|vâng|dạ|đúng|đúng rồi',
    'không|không phải|không đúng',
    'không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|lẻ|mươi',
    'mười|trăm|nghìn|ngàn|triệu',
    'sáng|trưa|chiều|tối|giờ|giờ rưỡi',
  ),
  th: row(
    'ใช่|ครับ|ค่ะ|ได้|ถูกต้อง',
    'ไม่ใช่|ไม่|ไม่ได้|ไม่ครับ|ไม่ค่ะ',
    'ศูนย์|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|โท|เอ็ด',
    'สิบ|ยี่สิบ|ร้อย|พัน|หมื่น',
    'เช้า|เที่ยง|บ่าย|เย็น|ทุ่ม|โมง|ครึ่ง',
  ),
  es: row(
    'sí|claro|correcto|vale|de acuerdo',
    'no|no gracias|incorrecto',
    'cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|doble',
    'diez|veinte|treinta|cuarenta|cincuenta|cien|mil',
    'de la mañana|de la tarde|de la noche|y media|y cuarto|menos cuarto|mediodía',
  ),
  fr: row(
    'oui|d’accord|c’est ça|exactement',
    'non|non merci|pas du tout',
    'zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|double',
    'dix|vingt|trente|quarante|cinquante|soixante|cent|mille',
    'du matin|de l’après-midi|du soir|heures|et demie|et quart|moins le quart|midi',
  ),
  de: row(
    'ja|genau|richtig|stimmt|in Ordnung',
    'nein|nein danke|falsch|stimmt nicht',
    'null|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zwo|doppel',
    'zehn|zwanzig|dreißig|vierzig|fünfzig|hundert|tausend',
    'Uhr|halb|Viertel nach|Viertel vor|vormittags|nachmittags|abends|morgens|mittags',
  ),
  pt: row(
    'sim|claro|correto|isso|está bem',
    'não|não obrigado|não obrigada|errado',
    'zero|um|dois|três|quatro|cinco|seis|sete|oito|nove|meia',
    'dez|vinte|trinta|quarenta|cinquenta|cem|mil',
    'da manhã|da tarde|da noite|e meia|e quinze|meio-dia|horas',
  ),
  hi: row(
    'हाँ|जी हाँ|जी|सही है|ठीक है',
    'नहीं|जी नहीं|गलत',
    'शून्य|एक|दो|तीन|चार|पाँच|छह|सात|आठ|नौ|ज़ीरो|डबल',
    'दस|बीस|सौ|हज़ार|लाख',
    'सुबह|दोपहर|शाम|रात|बजे|साढ़े|सवा|पौने',
  ),
  id: row(
    'ya|iya|betul|benar|boleh',
    'tidak|bukan|tidak usah|nggak',
    'nol|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|kosong',
    'sepuluh|sebelas|belas|puluh|ratus|seratus|ribu|seribu',
    'pagi|siang|sore|malam|jam|setengah|lewat|kurang',
  ),
  ms: row(
    'ya|betul|boleh|baik',
    'tidak|bukan|tak|tak nak',
    'kosong|satu|dua|tiga|empat|lima|enam|tujuh|lapan|sembilan|sifar',
    'sepuluh|sebelas|belas|puluh|ratus|seratus|ribu|seribu',
    'pagi|tengah hari|petang|malam|pukul|setengah|suku',
  ),
  fil: row(
    'oo|opo|tama|sige|yes',
    'hindi|hindi po|mali|ayaw|no',
    'zero|isa|dalawa|tatlo|apat|lima|anim|pito|walo|siyam|one|two|three|four|five|six|seven|eight|nine',
    'sampu|dalawampu|daan|libo|hundred|thousand',
    'umaga|tanghali|hapon|gabi|alas|a.m.|p.m.',
  ),
  ar: row(
    'نعم|أيوه|صحيح|تمام|طيب',
    'لا|لا شكرًا|غير صحيح',
    'صفر|واحد|اثنان|ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة',
    'عشرة|عشرون|مئة|ألف',
    'صباحًا|ظهرًا|عصرًا|مساءً|الساعة|والنصف|والربع|إلا ربع',
  ),
  ru: row(
    'да|верно|правильно|хорошо|конечно',
    'нет|неверно|неправильно|не надо',
    'ноль|один|два|три|четыре|пять|шесть|семь|восемь|девять|раз',
    'десять|двадцать|тридцать|сорок|пятьдесят|сто|тысяча',
    'утра|дня|вечера|часов|половина|полдень|утром|днём|вечером',
  ),
  it: row(
    'sì|certo|esatto|va bene|giusto',
    'no|no grazie|sbagliato',
    'zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove|doppio',
    'dieci|venti|trenta|cento|mille',
    'di mattina|del pomeriggio|di sera|e mezza|e un quarto|mezzogiorno',
  ),
};
