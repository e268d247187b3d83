/** Whether a day or a time of day has been said to its end. Forms only: what they mean is the flow's to read. */

/** `whole`: day and time, each to its end. `part`: one of them. `day`: of a month that may follow. `begun`: inside of one. */
export type DateTimeState = 'whole' | 'part' | 'day' | 'begun' | 'none';

const ORDINAL =
  '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|' +
  'sixteenth|seventeenth|eighteenth|nineteenth|(?:twenty |thirty )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|' +
  'twentieth|thirtieth|\\d{1,2}(?: ?(?:st|nd|rd|th))?)';
const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|nov|dec)';
const HOUR = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d{1,2})';
const MINUTE =
  '(?:(?:oh|o) (?:one|two|three|four|five|six|seven|eight|nine)|(?:twenty|thirty|forty|fifty)(?: (?:one|two|three|four|five|six|seven|eight|nine))?|ten|fifteen|\\d{2})';
const HALF = "(?:am|pm|a m|p m|o'clock|o clock|in the (?:morning|afternoon|evening)|at night|sharp)";

const en = {
  day: new RegExp(
    `\\b(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:the )?${ORDINAL} (?:of )?${MONTH}|` +
      `${MONTH} (?:the )?${ORDINAL}|the ${ORDINAL}|\\d{1,2}(?:st|nd|rd|th)|next week|\\d{4} \\d{1,2} \\d{1,2})\\b`,
    'u',
  ),
  time: new RegExp(
    `\\b(?:${HOUR}(?: ${MINUTE})? ${HALF}|\\d{1,2}[:.]\\d{2}|${HOUR} ${MINUTE}|(?:half|quarter|ten|twenty|five) (?:past|to|after) ${HOUR}|` +
      `half ${HOUR}|noon|midday|midnight|\\d{1,2}(?:am|pm))\\b`,
    'u',
  ),
  /** "The third" may be the third of December. */
  bareDay: new RegExp(`(?<!${MONTH} )\\b(?:the ${ORDINAL}|\\d{1,2}(?:st|nd|rd|th))$`, 'u'),
  /** "At three" may be "at three thirty". */
  bareHour: new RegExp(`\\b(?:at |around |about )?${HOUR}$`, 'u'),
  begun: new RegExp(
    `\\b(?:${MONTH}(?: the)?|the|next|this|at|on|half|half past|quarter|quarter to|quarter past|past|of|around|between|twenty|thirty|forty|fifty|from)$`,
    'u',
  ),
};

const N = '[零〇一二三四五六七八九十廿卅兩\\d]';
const han = {
  day: new RegExp(
    `今日|聽日|聽朝|聽晚|後日|大後日|今晚|今朝|今天|明天|後天|大後天|明早|明晚|(?:星期|禮拜|週|周)[一二三四五六日天]|${N}+月${N}+[號日]?|${N}+[號日]`,
    'u',
  ),
  time: new RegExp(
    `${N}+[點時](?:正|整|鐘|半|${N}+分|${N}+個字|${N}個骨|[一三]刻|[搭踏]${N}+)|\\d{1,2}[:.]\\d{2}|正午|中午|半夜`,
    'u',
  ),
  bareDay: /(?!)/u,
  /** 三點 may be 三點半. */
  bareHour: new RegExp(`${N}+[點時]$|${N}+[點時]${N}$`, 'u'),
  begun: new RegExp(
    `(?:${N}+月|下個?|今個|呢個|這個?|星期|禮拜|下週|下星期|下禮拜|上晝|下晝|晏晝|朝早|夜晚|上午|下午|早上|晚上|[點時]${N}+)$|(?:^|[^個第])[一二三四五六七八九十]+$`,
    'u',
  ),
};

/** `bare`: of `bareText`, without the politeness at its end. */
export function dateTimeState(bare: string): DateTimeState {
  const text = bare.replace(
    /(?: (?:please|thanks|thank you|works|is fine|would be (?:good|great|fine)))+$/u,
    '',
  );
  const isHan = /\p{Script=Han}/u.test(text);
  const forms = isHan ? han : en;
  const plain = isHan
    ? text.replace(/(?:唔該晒?|謝謝|啦|啊|呀|吖|喇|吧|得唔得|可以嗎|可唔可以|好嗎)+$/u, '')
    : text;
  const [day, time] = [forms.day.test(plain), forms.time.test(plain)];
  const bareHour = forms.bareHour.test(plain) && !endsWith(plain, forms.time);
  if (forms.begun.test(plain) && !endsWith(plain, forms.day) && !endsWith(plain, forms.time)) return 'begun';
  if (forms.bareDay.test(plain)) return 'day';
  if (day && time) return 'whole';
  return day || time || bareHour ? 'part' : 'none';
}

const anchored = new Map<RegExp, RegExp>();

function endsWith(text: string, form: RegExp): boolean {
  let atEnd = anchored.get(form);
  if (!atEnd) {
    atEnd = new RegExp(`(?:${form.source})$`, form.flags);
    anchored.set(form, atEnd);
  }
  return atEnd.test(text);
}
