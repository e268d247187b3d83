/** How the clock is read, by language. `{h}` hours, `{m}` minutes, `{p}` the part of the day. */
export interface Clock {
  readonly twelve: boolean;
  readonly full: string;
  readonly minutes: string;
  /** Hours with a form of their own, where numbers may be words. */
  readonly hours?: Readonly<Record<number, string>>;
  /** Hours that another figure stands for. */
  readonly figures?: Readonly<Record<number, string>>;
  /** Twelve in the day. */
  readonly noon?: string;
  /** `{min}`: the word for minutes by CLDR's plural. */
  readonly minuteForms?: Readonly<Record<string, string>>;
  /** Minutes with a name of their own. */
  readonly named?: Readonly<Record<number, string>>;
  /** From this hour on, this part of the day. */
  readonly parts?: readonly (readonly [from: number, name: string])[];
}

/** From one on. */
function fromOne(names: string): Readonly<Record<number, string>> {
  return Object.fromEntries(names.split(' ').map((name, i) => [i + 1, name.replaceAll('_', ' ')]));
}

/** A language that is not here keeps 15:30, which its voices read. */
export const clocks: Readonly<Record<string, Clock>> = {
  ja: {
    twelve: true,
    full: '{p}{h}時',
    minutes: '{p}{h}時{m}分',
    named: { 30: '{p}{h}時半' },
    // As broadcasters say it: 午後0時15分 is a quarter past noon.
    figures: { 12: '0' },
    noon: '正午',
    parts: [
      [0, '午前'],
      [12, '午後'],
    ],
  },
  ko: {
    twelve: true,
    full: '{p} {h} 시',
    minutes: '{p} {h} 시 {m}분',
    hours: fromOne('한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두'),
    parts: [
      [0, '오전'],
      [12, '오후'],
    ],
  },
  vi: {
    twelve: true,
    full: '{h} giờ {p}',
    minutes: '{h} giờ {m} phút {p}',
    named: { 30: '{h} giờ rưỡi {p}' },
    parts: [
      [0, 'đêm'],
      [4, 'sáng'],
      [11, 'trưa'],
      [13, 'chiều'],
      [18, 'tối'],
    ],
  },
  th: { twelve: false, full: '{h}นาฬิกา', minutes: '{h}นาฬิกา{m}นาที' },
  de: { twelve: false, full: '{h} Uhr', minutes: '{h} Uhr {m}', hours: { 1: 'ein' } },
  nl: { twelve: false, full: '{h} uur', minutes: '{h} uur {m}' },
  fr: {
    twelve: false,
    full: '{h} heures',
    minutes: '{h} heures {m}',
    hours: { 1: 'une', 21: 'vingt et une' },
  },
  it: { twelve: false, full: '{h}', minutes: '{h} e {m}', hours: { 1: 'una' } },
  pt: {
    twelve: false,
    full: '{h} horas',
    minutes: '{h} horas e {m} minutos',
    hours: { 1: 'uma', 2: 'duas', 21: 'vinte e uma', 22: 'vinte e duas' },
  },
  es: {
    twelve: true,
    full: '{h} {p}',
    minutes: '{h} y {m} {p}',
    named: { 15: '{h} y cuarto {p}', 30: '{h} y media {p}' },
    hours: { 1: 'una' },
    parts: [
      [0, 'de la madrugada'],
      [6, 'de la mañana'],
      [12, 'del mediodía'],
      [13, 'de la tarde'],
      [20, 'de la noche'],
    ],
  },
  ru: { twelve: false, full: '{H}', minutes: '{H} {M}' },
  hi: {
    twelve: true,
    full: '{p} {h} बजे',
    minutes: '{p} {h} बजकर {m} मिनट',
    parts: [
      [0, 'रात'],
      [4, 'सुबह'],
      [12, 'दोपहर'],
      [16, 'शाम'],
      [20, 'रात'],
    ],
  },
  id: {
    twelve: true,
    full: '{h} {p}',
    minutes: '{h} lewat {m} menit {p}',
    parts: [
      [0, 'malam'],
      [3, 'pagi'],
      [11, 'siang'],
      [15, 'sore'],
      [18, 'malam'],
    ],
  },
  ms: {
    twelve: true,
    full: '{h} {p}',
    minutes: '{h} {m} minit {p}',
    named: { 30: '{h} setengah {p}' },
    parts: [
      [0, 'pagi'],
      [12, 'tengah hari'],
      [14, 'petang'],
      [19, 'malam'],
    ],
  },
  fil: {
    twelve: true,
    full: '{d} ng {p}',
    minutes: '{d} ng {p}',
    parts: [
      [0, 'madaling araw'],
      [5, 'umaga'],
      [12, 'tanghali'],
      [13, 'hapon'],
      [18, 'gabi'],
    ],
  },
  ar: {
    twelve: true,
    full: '{h} {p}',
    minutes: '{h} و{m} {min} {p}',
    minuteForms: { one: 'دقيقة', two: 'دقيقة', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' },
    named: { 15: '{h} والربع {p}', 20: '{h} والثلث {p}', 30: '{h} والنصف {p}' },
    hours: fromOne(
      'الواحدة الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة الحادية_عشرة الثانية_عشرة',
    ),
    parts: [
      [0, 'صباحًا'],
      [12, 'ظهرًا'],
      [13, 'مساءً'],
    ],
  },
};
