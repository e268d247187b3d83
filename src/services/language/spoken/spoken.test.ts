import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SayOptions } from './index.ts';
import { speakable } from './index.ts';

type Case = readonly [written: string, said: string];

function cases(language: string, list: readonly Case[], options?: SayOptions): void {
  it.each(list)(`${language}: %s → %s`, (text, said) => {
    expect(speakable(text, language, options)).toBe(said);
    // Templates are said twice over: a value that was made for a voice is left as it is.
    expect(speakable(said, language, options)).toBe(said);
  });
}

describe('Cantonese', () => {
  cases('zh-HK', [
    ['一共$120', '一共一百二十蚊'],
    ['HK$1,200.50', '一千二百蚊五毫'],
    ['100蚊，12.5蚊，2蚊', '一百蚊，十二個半，兩蚊'],
    ['$100-200', '一百至兩百蚊'],
    ['US$20，€5，RMB 50', '二十美元，五歐元，人民幣五十蚊'],
    ['24/11 15:30', '十一月二十四號 下晝三點半'],
    ['2026-11-24', '二零二六年十一月二十四號'],
    ['2026-11-24T15:30', '二零二六年十一月二十四號 下晝三點半'],
    ['Nov 24, 3pm', '十一月二十四號, 下晝三點'],
    ['2026年11月24日下午3:30', '二零二六年十一月二十四日下午三點半'],
    ['14:05-15:00，9:00-18:00', '下晝兩點零五分至三點，朝早九點至夜晚六點'],
    ['電話 2345 6789 或 +852 23456789', '電話 二三四五,六七八九 或 八五二,二三四五,六七八九'],
    ['致電999', '致電九九九'],
    ['2個人，2樓，第2個，2點，2位', '兩個人，二樓，第二個，兩點，兩位'],
    ['80%，10-20%', '百分之八十，百分之十至二十'],
    ['2km，2.5kg，-5°C', '兩公里，二點五公斤，攝氏零下五度'],
    ['訂單AB12-34', '訂單A B 一二, 三四'],
    ['1203室，#5', '一二零三室，五號'],
    ['½，3-5日', '二分之一，三至五日'],
    ['www.example.com.hk', 'W W W 點 example 點 com 點 H K'],
    ['abc.com/a?x=1', 'abc 點 com slash a'],
    ['收費$88/位，3/F，G/F', '收費八十八蚊一位，三樓，地下'],
    ['CX 888，驗證碼係493827', 'CX 八八八，驗證碼係四九三,八二七'],
    ['２０２６年', '二零二六年'],
    ['1/2，3/4，24/7，2026', '1/2，3/4，24/7，2026'],
  ]);
  cases('yue-CN', [['一共¥12.5，15:30', '一共十二个半，下昼三点半']]);
  cases('zh-MO', [['MOP$20，HK$20', '二十蚊，二十港元']]);
  it('among friends says 百二蚊 and 三個字', () => {
    expect(speakable('$120，15:15', 'zh-HK', { register: 'casual' })).toBe('百二蚊，下晝三點三個字');
  });
});

describe('Mandarin', () => {
  cases('zh-CN', [
    ['¥120，12.5元，2块', '一百二十元，十二元五角，两块'],
    ['13800138000', '幺三八,零零幺三,八零零零'],
    ['2公里，50%', '两公里，百分之五十'],
  ]);
  cases('zh-TW', [['NT$1,200，14:00', '一千二百元，下午兩點']]);
});

describe('English', () => {
  cases('en-US', [
    ['$120.50, due Nov 24.', 'one hundred twenty dollars and fifty cents, due November twenty-fourth.'],
    ['$1.5 million', 'one million five hundred thousand dollars'],
    ['Call 2345-6789 ext. 12.', 'Call two three four five, six seven eight nine extension twelve.'],
    ['Dr. Chan, 12 Main St., St. Mary', 'Doctor Chan, twelve Main Street, Saint Mary'],
    ['9:00-17:30, 3-5pm, 3pm', '9 am to 5:30 pm, 3 pm to 5 pm, 3 pm'],
    ['meet at 9:30', 'meet at 9:30'],
    ['-5°C, 1 km, 5kg', 'minus five degrees Celsius, one kilometer, five kilograms'],
    ['john.doe_99@example.com.', 'john dot doe underscore nine nine at example dot com.'],
    ['flight CX881, COVID-19, B2B', 'flight C X eight eight one, COVID-19, B2B'],
    ['the 21st, 1 1/2 cups', 'the twenty-first, one and a half cups'],
    ['No. 5, #1234, etc. The end', 'number five, number one two three four, et cetera. The end'],
    ['on 24 Nov 2026', 'on the twenty-fourth of November twenty twenty-six'],
    ['03/04/2026', 'March fourth, twenty twenty-six'],
    ['In 2026, 2019-2020', 'In 2026, 2019-2020'],
    ['192.168.1.1, v2.0.1, 3/4', '192.168.1.1, v2.0.1, 3/4'],
    ['1 2 3 4, 5 6 7 8', '1 2 3 4, 5 6 7 8'],
    ['wait 5 min. Then go', 'wait five minutes. Then go'],
    ['Your code is 493827, 4-9-3-8', 'Your code is four nine three, eight two seven, four nine three eight'],
    ['$1,280/night, 12/F', 'one thousand two hundred eighty dollars per night, twelfth floor'],
    ['due 1 Dec.', 'due the first of December.'],
    ['at 3 p.m.', 'at 3 pm.'],
    ['0.5, 007', 'zero point five, zero zero seven'],
  ]);
  cases('en-GB', [['03/04/2026, £2', 'the third of April twenty twenty-six, two pounds']]);
  cases('en', [['03/04/2026', '03/04/2026']]);
  cases('en-US', [['3:30 pm, 12 books', 'three thirty pm, twelve books']], { numerals: 'words' });
  cases('en-US', [['12 books, $5, 50%', '12 books, 5 dollars, 50 percent']], { numerals: 'digits' });
});

describe('other languages', () => {
  cases('ja-JP', [
    ['¥1,200、11月24日(火) 15:30', '1200円、11月24日火曜日 午後3時半'],
    ['03-1234-5678、50%', '0 3, 1 2 3 4, 5 6 7 8、50パーセント'],
  ]);
  cases('ko-KR', [['₩12,000, 15:30, 50%', '12000 원, 오후 세 시 30분, 50 퍼센트']]);
  cases('vi-VN', [
    ['1.200.000₫, 15h30', 'một triệu hai trăm nghìn đồng, ba giờ rưỡi chiều'],
    ['24/11, TP.HCM', 'hai mươi bốn tháng mười một, Thành phố Hồ Chí Minh'],
  ]);
  cases('th-TH', [
    ['฿1,250.50', 'หนึ่งพันสองร้อยห้าสิบบาท ห้าสิบสตางค์'],
    ['15:30 น. โทร. 50%', 'สิบห้านาฬิกาสามสิบนาที โทรศัพท์ ห้าสิบ เปอร์เซ็นต์'],
  ]);
  cases('es-ES', [
    ['1.200,50 €, 21 €', '1200 euros con cincuenta céntimos, 21 euros'],
    ['24/11, 15:30, 3º, 3ª', 'veinticuatro de noviembre, tres y media de la tarde, tercero, tercera'],
    ['tel. 912 345 678', 'teléfono nueve uno dos, tres cuatro cinco, seis siete ocho'],
  ]);
  cases('fr-FR', [
    ['12,50 €, 15h30, 50 %', 'douze euros cinquante centimes, quinze heures trente, cinquante pour cent'],
    ['+33 1 23 45 67 89', 'trois trois, un, deux trois, quatre cinq, six sept, huit neuf'],
    ['01 23 45 67 89', 'zéro un, deux trois, quatre cinq, six sept, huit neuf'],
    ['1er étage, 1re fois', 'premier étage, première fois'],
  ]);
  cases('de-DE', [
    ['1.200,50 €', 'eintausendzweihundert Euro fünfzig Cent'],
    ['am 24.11. um 15:30 Uhr', 'am 24. November um fünfzehn Uhr dreißig'],
    ['z. B. Nr. 5', 'zum Beispiel Nummer fünf'],
  ]);
  cases('pt-BR', [
    [
      'R$ 12,50, (11) 91234-5678',
      'doze reais e cinquenta centavos, um um, nove um dois três quatro, cinco seis sete oito',
    ],
  ]);
  cases('hi-IN', [['₹1,20,000, ५० %', 'एक लाख बीस हज़ार रुपये, पचास प्रतिशत']]);
  cases('id-ID', [['Rp 120.000, Jl. Merdeka', 'seratus dua puluh ribu rupiah, Jalan Merdeka']]);
  cases('ms-MY', [['RM12.50, 3pm', 'dua belas ringgit lima puluh sen, tiga petang']]);
  cases('fil-PH', [['₱120, 3pm, Brgy. 5', '120 piso, 3:00 ng hapon, Barangay 5']]);
  cases('ar-SA', [['٠٥٠ ١٢٣ ٤٥٦٧', 'صفر خمسة صفر, واحد اثنان ثلاثة, أربعة خمسة ستة سبعة']]);
  cases('ru-RU', [['1 200 ₽, 5%, ул. Ленина', '1200 рублей, 5 процентов, улица Ленина']]);
  cases('sv-SE', [['08-123 456 78, 5 km', '0 8, 1 2 3, 4 5 6, 7 8, 5 kilometer']]);
  cases('qaa', [['12 books, $5', '12 books, 5 US dollars']]);
});

describe('any text', () => {
  const tags = fc.constantFrom(
    ...'zh-HK zh-MO yue-CN zh-CN zh-TW en-US en-GB en-IN ja-JP ko-KR vi-VN th-TH es-ES fr-FR de-DE pt-BR it-IT nl-NL hi-IN id-ID ms-MY fil-PH ar-SA ru-RU he-IL fa-IR qaa bogus!'.split(
      ' ',
    ),
  );
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    // Signs that the rules look for, in any order.
    fc
      .array(
        fc.constantFrom(
          ...'0 1 2 9 12 24 2026 . , : / - + $ € % # @ ( ) am pm st AB HKD km www. .com Nov Dr. ½ 蚊 年 個 點 好 ก د ٣ é ：'.split(
            ' ',
          ),
          ' ',
          '\n',
          '\ud800',
          '\udc00',
          '\ue000',
          '😀',
          '\u200f',
        ),
        { maxLength: 60 },
      )
      .map((parts) => parts.join('')),
  );

  it('gives a well-formed text without holes', () => {
    fc.assert(
      fc.property(anyText, tags, fc.constantFrom('words', 'digits', 'auto'), (text, tag, numerals) => {
        const said = speakable(text, tag, { numerals });
        expect(said.isWellFormed()).toBe(true);
        if (!/undefined|nan|[{}]/i.test(text)) expect(said).not.toMatch(/undefined|NaN|\{[a-z]\}/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves text without figures and signs as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[一-龥ぁ-んก-ฮא-ת ，。！？😀]{0,80}$/u), tags, (text, tag) => {
        expect(speakable(text, tag)).toBe(text);
      }),
    );
  });

  it('is the same said twice, where a text holds values', () => {
    const value = fc.constantFrom(
      '$120',
      'HK$12.50',
      '15:30',
      '2026-11-24',
      '24/11',
      '2345 6789',
      '50%',
      '5 km',
      'AB12-34',
      '12',
      '1,200',
      '21',
      '3-5 days',
    );
    const text = fc
      .array(value, { minLength: 1, maxLength: 5 })
      .map((values) => `hello ${values.join(', then ')}.`);
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('zh-HK', 'zh-CN', 'en-US', 'en-GB', 'vi-VN', 'th-TH', 'hi-IN'),
        (text, tag) => {
          const once = speakable(text, tag);
          expect(speakable(once, tag)).toBe(once);
        },
      ),
    );
  });

  // What a pattern could go astray on: each takes milliseconds, and minutes where one backtracks.
  it.each([
    '1',
    '.',
    '+',
    '1 ',
    '1,',
    '$1',
    'A1',
    'A-',
    'a@',
    'a.',
    'www.',
    '(1)',
    '1:',
    '24/',
    '9-',
    '½',
    '二',
    '1\u00a0',
    '#',
    '+1(',
    '5點-',
    '5% - ',
    '12 34/',
    'May 1-2',
    '12345 ',
  ])('takes 50,000 characters of %j in its stride', (piece) => {
    const text = piece.repeat(50_000 / piece.length);
    for (const tag of ['zh-HK', 'fr-FR', 'en-US']) expect(speakable(text, tag).length).toBeGreaterThan(0);
  });
});
