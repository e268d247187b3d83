import { anyBye, anyRepeat, askLanguage, goodbye } from './common.ts';
import { line, phrases, step, type FlowTemplate } from './template.ts';

const CARD_DESK = '+12025550117';
const EMERGENCY_DESK = '+12025550118';

/** Somebody whose card is gone is never kept from a person: every way that does not work leads to one. */
export const lostCard: FlowTemplate = {
  id: 'lost-card',
  title: { en: 'Bank card lost', 'zh-HK': '報失銀行卡', 'zh-CN': '挂失银行卡' },
  description: {
    en: 'Urgent first: takes the last digits of the card and a number to call back, then puts the caller through to the card desk, and to a second desk if the first does not answer.',
    'zh-HK': '緊急優先：記下卡號尾數和聯絡電話，隨即轉接報失部；無人接聽便轉第二組。',
    'zh-CN': '紧急优先：记下卡号尾数和联络电话，随即转接挂失部；无人接听就转第二组。',
  },
  business: ['Victoria Bank card line', '維港銀行卡熱線'],
  fallbackTransferTo: EMERGENCY_DESK,
  variables: [
    { name: 'cardDigits', about: ['Last four digits of the card', '卡號最後四位'], personal: true },
    { name: 'customerCode', about: ['Six-digit customer number', '六位客戶編號'], personal: true },
    { name: 'phone', about: ['Where to call back', '聯絡電話'], personal: true },
    { name: 'block', type: 'boolean', about: ['Whether to stop the card', '是否停用該卡'] },
  ],
  steps: [
    step(
      'start',
      'start',
      ['Greeting', '問候'],
      {
        greeting: line(
          'Victoria Bank card line. We never ask for your PIN or passwords.',
          '維港銀行卡熱線。我哋唔會問你密碼。',
        ),
        timezone: 'Asia/Hong_Kong',
      },
      { next: 'language' },
    ),
    askLanguage('menu'),
    step(
      'menu',
      'menu',
      ['What happened?', '發生甚麼事？'],
      {
        prompt: line(
          'Is your card lost or stolen, or is there a payment that you do not know? You can press 1 for a lost card, 2 for a payment, or 0 for a person.',
          '係咪唔見咗張卡，定係有筆交易唔係你做嘅？你可以按一報失、按二查交易、按零搵職員。',
        ),
        options: [
          {
            id: 'lost',
            label: ['Lost or stolen', '遺失或被竊'],
            digit: '1',
            phrases: phrases(
              ['my card is lost', 'I lost my card', 'my card was stolen', 'stolen', 'lost', 'lost card'],
              ['唔見咗張卡', '張卡唔見咗', '報失', '俾人偷咗', '跌咗張卡'],
            ),
          },
          {
            id: 'payment',
            label: ['Unknown payment', '不明交易'],
            digit: '2',
            phrases: phrases(
              [
                'a payment I do not know',
                'someone used my card',
                'fraud',
                'a wrong payment',
                'unknown payment',
              ],
              ['有筆交易唔係我做', '俾人碌咗卡', '盜用', '唔明嘅交易'],
            ),
          },
          {
            id: 'person',
            label: ['A person', '職員'],
            digit: '0',
            phrases: phrases(['a person', 'something else', 'speak to someone'], ['搵職員', '其他', '真人']),
          },
        ],
        retries: 1,
      },
      { lost: 'verify', payment: 'verify', person: 'urgent', 'no-input': 'urgent', 'no-match': 'urgent' },
    ),
    step(
      'verify',
      'collect',
      ['Which card, whose', '哪張卡、誰的'],
      {
        intro: line('Let us stop it at once.', '我哋即刻處理。'),
        fields: [
          {
            variable: 'cardDigits',
            kind: 'digits',
            digits: { min: 4, max: 4 },
            confirm: 'when-unsure',
            ask: line(
              'What are the last four digits of the card? You can say them or key them in.',
              '張卡最後四個數字係咩？你可以講或者直接撳。',
            ),
            retry: line('Please say the last four digits, one by one.', '請逐個講最後四個數字。'),
            confirmAsk: line('I have {{ value }}. Is that right?', '我聽到{{ value }}，啱唔啱？'),
          },
          {
            variable: 'customerCode',
            kind: 'digits',
            digits: { min: 6, max: 6 },
            confirm: 'when-unsure',
            ask: line('And your six-digit customer number?', '你嘅六位客戶編號呢？'),
            retry: line(
              'The customer number has six digits; it is on your statements.',
              '客戶編號有六個數字，月結單上面有。',
            ),
            confirmAsk: line('I have {{ value }}. Is that right?', '我聽到{{ value }}，啱唔啱？'),
          },
        ],
        retries: 1,
      },
      { filled: 'ask', failed: 'urgent' },
    ),
    step(
      'ask',
      'collect',
      ['Stop the card?', '停用該卡？'],
      {
        fields: [
          {
            variable: 'block',
            kind: 'yes-no',
            confirm: 'never',
            ask: line(
              'Shall we stop the card ending in {{ sayDigits(cardDigits, lang) }}? It cannot be used again after that.',
              '係咪要停用尾號{{ sayDigits(cardDigits, lang) }}嘅卡？停咗就唔可以再用。',
            ),
            retry: line('Shall we stop the card? Please say yes or no.', '停用張卡，係或者唔係？'),
          },
          {
            variable: 'phone',
            kind: 'phone',
            confirm: 'always',
            ask: line('At which number can we reach you if the line breaks?', '如果斷線，打邊個電話搵到你？'),
            retry: line(
              'Please say the number digit by digit, or key it in.',
              '請逐個字講，或者直接撳號碼。',
            ),
            confirmAsk: line('I have {{ value }}. Is that right?', '我聽到{{ value }}，啱唔啱？'),
          },
        ],
        retries: 1,
      },
      { filled: 'wants', failed: 'urgent' },
    ),
    step(
      'wants',
      'branch',
      ['To be stopped?', '要停用嗎？'],
      { rules: [{ id: 'stop', label: ['Stop it', '停用'], when: 'block == true' }] },
      { stop: 'stopping', else: 'urgent' },
    ),
    step(
      'stopping',
      'say',
      ['Said at once', '即時告知'],
      {
        lines: line(
          'Thank you. A colleague of the card desk confirms the stop with you now. Please stay on the line.',
          '多謝。報失部同事會即刻同你確認停卡，請唔好收線。',
        ),
      },
      { next: 'desk' },
    ),
    step(
      'desk',
      'transfer',
      ['Card desk', '報失部'],
      {
        to: CARD_DESK,
        announcement: line('Connecting you with the card desk.', '轉接緊報失部。'),
        timeoutSeconds: 20,
      },
      { busy: 'urgent', 'no-answer': 'urgent', failed: 'urgent' },
    ),
    step(
      'urgent',
      'transfer',
      ['Emergency desk', '緊急組'],
      {
        to: EMERGENCY_DESK,
        announcement: line('I am connecting you with a person at once.', '我即刻幫你轉接職員。'),
        timeoutSeconds: 45,
      },
      { busy: 'nobody', 'no-answer': 'nobody', failed: 'nobody' },
    ),
    step('nobody', 'end', ['Nobody free', '沒有職員有空'], {
      line: line(
        'All our colleagues are busy. Your call is noted as urgent. You can also lock the card in the bank’s app right now. Please call again in a minute.',
        '所有同事都好忙，你嘅來電已列為緊急。你亦可以即刻喺銀行 App 鎖卡。請一分鐘後再打嚟。',
      ),
      reason: 'failed',
    }),
    goodbye('Thank you for calling Victoria Bank. Goodbye.', '多謝致電維港銀行，再見。'),
    step(
      'anyUrgent',
      'global',
      ['Urgent, at any time', '隨時緊急轉接'],
      {
        phrases: phrases(
          ['someone is using my card now', 'this is urgent', 'emergency', 'speak to a person now'],
          ['有人用緊我張卡', '好急', '緊急', '即刻搵職員'],
        ),
        digit: '0',
      },
      { next: 'urgent' },
    ),
    anyRepeat,
    anyBye,
  ],
};
