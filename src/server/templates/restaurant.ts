import {
  anyBye,
  anyPerson,
  anyRepeat,
  askLanguage,
  connect,
  goodbye,
  more,
  nobody,
  person,
  silent,
  wantsMore,
} from './common.ts';
import { facts } from './restaurantFacts.ts';
import { line, phrases, step, type FlowTemplate } from './template.ts';

export const restaurant: FlowTemplate = {
  id: 'restaurant',
  title: { en: 'Restaurant booking', 'zh-HK': '餐廳訂座', 'zh-CN': '餐厅订座' },
  description: {
    en: 'Takes a table booking: how many, which day, what time, whose name. Large parties go to the manager; questions about the house are answered.',
    'zh-HK': '接受訂座：人數、日期、時間和姓名。人數多的轉給經理，並回答有關餐廳的問題。',
    'zh-CN': '接受订座：人数、日期、时间和姓名。人数多的转给经理，并回答有关餐厅的问题。',
  },
  business: ['Golden Lantern Restaurant', '金燈籠酒家'],
  fallbackTransferTo: '+12025550161',
  persona: 'You are the host of Golden Lantern, a Cantonese restaurant. You are warm and brief.',
  variables: [
    { name: 'guests', type: 'number', about: ['How many come', '人數'] },
    { name: 'day', about: ['Day of the table', '訂座日期'] },
    { name: 'time', about: ['Time of the table', '訂座時間'] },
    { name: 'guestName', about: ['Name of the booking', '訂座姓名'], personal: true },
    { name: 'phone', about: ['Where to call back', '聯絡電話'], personal: true },
    { name: 'bookingRight', type: 'boolean', about: ['Whether the caller agreed', '來電者是否同意'] },
    wantsMore,
  ],
  steps: [
    step(
      'start',
      'start',
      ['Greeting', '問候'],
      {
        greeting: line('Thank you for calling Golden Lantern.', '多謝致電金燈籠酒家。'),
        timezone: 'Asia/Hong_Kong',
      },
      { next: 'language' },
    ),
    askLanguage('menu'),
    step(
      'menu',
      'menu',
      ['What would you like?', '想做甚麼？'],
      {
        prompt: line(
          'Would you like to book a table, ask a question, or speak to the manager? You can also press 1 to book, 2 for a question, or 0 for the manager.',
          '請問你想訂座、問問題，定係搵經理？你亦可以按一訂座、按二問問題、按零搵經理。',
        ),
        options: [
          {
            id: 'book',
            label: ['Book', '訂座'],
            digit: '1',
            phrases: phrases(
              ['book a table', 'a table please', 'reserve a table', 'make a reservation', 'booking'],
              ['訂座', '我想訂座', '訂位', '訂枱', 'book位', '留位'],
            ),
          },
          {
            id: 'question',
            label: ['A question', '問題'],
            digit: '2',
            phrases: phrases(
              ['a question', 'ask a question', 'opening hours', 'where are you', 'the menu'],
              ['問問題', '想問下', '營業時間', '喺邊度', '有咩食'],
            ),
          },
          {
            id: 'person',
            label: ['The manager', '經理'],
            digit: '0',
            phrases: phrases(['the manager', 'speak to the manager'], ['經理', '搵經理']),
          },
        ],
        retries: 2,
      },
      { book: 'book', question: 'questions', person: 'person', 'no-input': 'silent', 'no-match': 'connect' },
    ),
    step(
      'book',
      'collect',
      ['The table', '訂座資料'],
      {
        intro: line('With pleasure.', '好呀，冇問題。'),
        fields: [
          {
            variable: 'guests',
            kind: 'number',
            min: 1,
            max: 200,
            confirm: 'when-unsure',
            ask: line('For how many people?', '請問幾多位？'),
            retry: line('How many people will come? Please say a number.', '請問一共幾多位？請講個數目。'),
            confirmAsk: line('For {{ value }} people, is that right?', '{{ value }}位，啱唔啱？'),
          },
          {
            variable: 'day',
            kind: 'date',
            confirm: 'never',
            ask: line('For which day?', '想訂邊日？'),
            retry: line(
              'For which day? For example, tomorrow or next Saturday.',
              '想訂邊日？例如聽日、下星期六。',
            ),
          },
          {
            variable: 'time',
            kind: 'time',
            confirm: 'never',
            ask: line('And at what time?', '幾點呢？'),
            retry: line('At what time? For example, half past seven.', '幾點呢？例如夜晚七點半。'),
          },
        ],
        retries: 2,
      },
      { filled: 'size', failed: 'connect' },
    ),
    step(
      'size',
      'branch',
      ['A large party?', '人數多嗎？'],
      { rules: [{ id: 'large', label: ['More than 12', '多於 12 位'], when: 'guests > 12' }] },
      { large: 'large', else: 'who' },
    ),
    step(
      'large',
      'say',
      ['For the manager', '交給經理'],
      {
        lines: line(
          'For a party of {{ guests }}, our manager will find you the right room.',
          '{{ guests }}位嘅話，由經理幫你安排房間。',
        ),
      },
      { next: 'person' },
    ),
    step(
      'who',
      'collect',
      ['Whose table', '訂座人'],
      {
        fields: [
          {
            variable: 'guestName',
            kind: 'name',
            confirm: 'when-unsure',
            ask: line('Under which name shall I book?', '請問點稱呼你？'),
            retry: line('Could you tell me the name again, please?', '唔該再講多次個名。'),
            confirmAsk: line('I heard {{ value }}. Is that right?', '我聽到嘅名係{{ value }}，啱唔啱？'),
          },
          {
            variable: 'phone',
            kind: 'phone',
            confirm: 'always',
            ask: line('And a telephone number, in case something changes?', '請留低聯絡電話。'),
            retry: line(
              'Please say the number digit by digit, or key it in.',
              '請逐個字講，或者直接撳號碼。',
            ),
            confirmAsk: line('I have {{ value }}. Is that right?', '我聽到{{ value }}，啱唔啱？'),
          },
        ],
        retries: 2,
      },
      { filled: 'check', failed: 'connect' },
    ),
    step(
      'check',
      'collect',
      ['Read the booking back', '覆述訂座'],
      {
        fields: [
          {
            variable: 'bookingRight',
            kind: 'yes-no',
            confirm: 'never',
            ask: line(
              'A table for {{ guests }}, {{ sayDate(day, lang) }} at {{ sayTime(time, lang) }}, for {{ guestName }}. Shall I book it?',
              '{{ guests }}位，{{ sayDate(day, lang) }}{{ sayTime(time, lang) }}，{{ guestName }}。我幫你訂呢張枱，好唔好？',
            ),
            retry: line(
              'Shall I book this table? Please say yes or no.',
              '訂呢張枱，好唔好？請答好或者唔好。',
            ),
          },
        ],
        retries: 2,
      },
      { filled: 'right', failed: 'connect' },
    ),
    step(
      'right',
      'branch',
      ['Right?', '正確嗎？'],
      { rules: [{ id: 'yes', label: ['Right', '正確'], when: 'bookingRight == true' }] },
      { yes: 'booked', else: 'again' },
    ),
    step(
      'again',
      'say',
      ['Once more', '再來一次'],
      { lines: line('No problem, let us do that again.', '冇問題，我哋再嚟一次。') },
      { next: 'book' },
    ),
    step(
      'booked',
      'say',
      ['Booked', '已訂座'],
      {
        lines: line(
          'Your table is booked for {{ sayDate(day, lang) }} at {{ sayTime(time, lang) }}. We keep it for fifteen minutes.',
          '已經幫你訂咗{{ sayDate(day, lang) }}{{ sayTime(time, lang) }}。張枱會留十五分鐘。',
        ),
      },
      { next: 'more' },
    ),
    step(
      'questions',
      'conversation',
      ['Questions about the house', '有關餐廳的問題'],
      {
        opening: line('What would you like to know?', '想知道啲咩呢？'),
        instructions: 'Answer from the facts. Offer to book a table when the caller wants to come.',
        goals: ['The caller knows what they need in order to come.'],
        outcomes: [
          {
            id: 'book',
            label: ['Wants a table', '想訂座'],
            description: 'The caller wants to book a table.',
            examples: phrases(
              ['book a table', 'reserve a table', 'I would like a table'],
              ['訂座', '我想訂座', '訂枱'],
            ),
          },
          {
            id: 'done',
            label: ['That was all', '沒有其他'],
            description: 'The caller has no more questions.',
            examples: phrases(
              ['no', 'no thank you', 'that is all', 'nothing else'],
              ['冇喇', '唔使喇', '冇其他', '就係咁多'],
            ),
          },
        ],
        knowledge: facts,
        followUp: line('Anything else you would like to know?', '仲有冇其他想知？'),
        maxTurns: 8,
      },
      { book: 'book', done: 'goodbye', 'no-input': 'silent', fallback: 'connect' },
    ),
    ...more('menu'),
    connect,
    person('+12025550161'),
    nobody,
    goodbye(
      'Thank you for calling Golden Lantern. See you soon. Goodbye.',
      '多謝致電金燈籠酒家，到時見，再見。',
    ),
    silent,
    anyPerson,
    anyRepeat,
    anyBye,
  ],
};
