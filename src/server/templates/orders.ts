import { anyBye, anyPerson, anyRepeat, askLanguage, goodbye, nobody, person, silent } from './common.ts';
import { line, phrases, step, type FlowTemplate } from './template.ts';

export const orders: FlowTemplate = {
  id: 'orders',
  title: { en: 'Order status', 'zh-HK': '訂單查詢', 'zh-CN': '订单查询' },
  description: {
    en: 'Asks for the order number, looks it up in the shop’s own system over HTTP, and says when it arrives. Put your system’s address into the variable orderApi.',
    'zh-HK':
      '詢問訂單編號，經 HTTP 在商店自己的系統查詢，並告知送達日期。請在變數 orderApi 填上你的系統網址。',
    'zh-CN':
      '询问订单编号，经 HTTP 在商店自己的系统查询，并告知送达日期。请在变量 orderApi 填上你的系统网址。',
  },
  business: ['Lantern Home order line', '燈火家品訂單熱線'],
  fallbackTransferTo: '+12025550188',
  // The trial order system of this server; yours will be on the internet.
  allowedPrivateHosts: ['127.0.0.1'],
  variables: [
    {
      name: 'orderApi',
      about: ['Address of the order system', '訂單系統網址'],
      initial: 'http://127.0.0.1:4010',
    },
    { name: 'orderNumber', about: ['The order’s number', '訂單編號'], personal: true },
    { name: 'status', about: ['The order’s status', '訂單狀態'] },
    { name: 'item', about: ['What was ordered', '訂購的貨品'], personal: true },
    { name: 'eta', about: ['Day of delivery', '送達日期'] },
    { name: 'attempts', type: 'number', about: ['Numbers that were not found', '找不到的次數'], initial: 0 },
  ],
  steps: [
    step(
      'start',
      'start',
      ['Greeting', '問候'],
      {
        greeting: line('Hello, this is the order line of Lantern Home.', '你好，呢度係燈火家品訂單熱線。'),
        timezone: 'Asia/Hong_Kong',
      },
      { next: 'language' },
    ),
    askLanguage('askNumber'),
    step(
      'askNumber',
      'collect',
      ['Order number', '訂單編號'],
      {
        fields: [
          {
            variable: 'orderNumber',
            kind: 'digits',
            digits: { min: 4, max: 6, terminator: '#' },
            confirm: 'when-unsure',
            ask: line(
              'Please say or key in your order number. It is on your receipt.',
              '請講出或者輸入訂單編號，編號喺收據上面。',
            ),
            retry: line(
              'Please give me the order number digit by digit. It has four to six digits.',
              '請逐個數字講出訂單編號，一共四至六個數字。',
            ),
            confirmAsk: line('I have {{ value }}. Is that right?', '我聽到{{ value }}，啱唔啱？'),
            hints: phrases(['order number', 'double', 'zero'], ['訂單編號']),
          },
        ],
        retries: 2,
      },
      { filled: 'lookUp', failed: 'help' },
    ),
    step(
      'lookUp',
      'http',
      ['Look the order up', '查詢訂單'],
      {
        method: 'GET',
        url: '{{ orderApi }}/orders/{{ orderNumber }}',
        headers: { accept: 'application/json' },
        timeoutMs: 4_000,
        maxBytes: 20_000,
        save: [
          { path: 'status', variable: 'status' },
          { path: 'item', variable: 'item' },
          { path: 'eta', variable: 'eta' },
        ],
        statuses: [{ id: 'not-found', from: 404, to: 404 }],
        waiting: line('One moment, let me look that up.', '請等等，我幫你查緊。'),
      },
      { ok: 'byStatus', 'not-found': 'unknown', failed: 'sorry' },
    ),
    step(
      'byStatus',
      'branch',
      ['Which status?', '甚麼狀態？'],
      {
        rules: [
          { id: 'delivered', label: ['Delivered', '已送達'], when: "status == 'delivered'" },
          { id: 'coming', label: ['On its way', '運送中'], when: "eta != null && eta != ''" },
        ],
      },
      { delivered: 'delivered', coming: 'coming', else: 'noDate' },
    ),
    step(
      'delivered',
      'say',
      ['Delivered', '已送達'],
      { lines: line('Your {{ item }} has been delivered.', '你訂嘅{{ item }}已經送到。') },
      { next: 'more' },
    ),
    step(
      'coming',
      'say',
      ['On its way', '運送中'],
      {
        lines: line(
          'Your {{ item }} is on its way. It should arrive on {{ sayDate(eta, lang) }}.',
          '你訂嘅{{ item }}喺途中，預計{{ sayDate(eta, lang) }}送到。',
        ),
      },
      { next: 'more' },
    ),
    step(
      'noDate',
      'say',
      ['Delayed', '延誤'],
      {
        lines: line(
          'Your {{ item }} is delayed, and there is no delivery date yet. We will write to you as soon as there is one.',
          '你訂嘅{{ item }}有延誤，暫時未有送貨日期。一有日期我哋就會通知你。',
        ),
      },
      { next: 'more' },
    ),
    step(
      'unknown',
      'say',
      ['Not found', '找不到'],
      {
        lines: line(
          'I could not find an order with the number {{ sayDigits(orderNumber, lang) }}.',
          '搵唔到編號{{ sayDigits(orderNumber, lang) }}嘅訂單。',
        ),
      },
      { next: 'count' },
    ),
    step(
      'count',
      'set',
      ['Count', '計次數'],
      { assignments: [{ variable: 'attempts', value: 'attempts + 1' }] },
      { next: 'tooMany' },
    ),
    step(
      'tooMany',
      'branch',
      ['Try again?', '再試？'],
      { rules: [{ id: 'again', label: ['Ask again', '再問'], when: 'attempts < 3' }] },
      { again: 'askNumber', else: 'help' },
    ),
    step(
      'more',
      'menu',
      ['Anything else?', '還有其他嗎？'],
      {
        prompt: line(
          'Would you like to check another order, or is that all? Press 1 for another order, 2 if that is all, or 0 for a person.',
          '想查另一張訂單，定係查完喇？按一查另一張、按二結束、按零搵職員。',
        ),
        options: [
          {
            id: 'another',
            label: ['Another order', '另一張訂單'],
            digit: '1',
            phrases: phrases(
              ['another order', 'check another order', 'one more', 'another one', 'yes please'],
              ['另一張', '查另一張', '仲有一張', '再查'],
            ),
          },
          {
            id: 'done',
            label: ['That is all', '查完了'],
            digit: '2',
            phrases: phrases(
              ['that is all', "that's all", 'no thank you', 'nothing else', "I'm done"],
              ['冇喇', '查完喇', '唔使喇', '就係咁多'],
            ),
          },
          {
            id: 'person',
            label: ['A person', '職員'],
            digit: '0',
            phrases: phrases(['an agent', 'customer service', 'talk to someone'], ['客服', '客戶服務']),
          },
        ],
        retries: 1,
      },
      {
        another: 'askNumber',
        done: 'goodbye',
        person: 'person',
        'no-input': 'silent',
        'no-match': 'goodbye',
      },
    ),
    step(
      'sorry',
      'say',
      ['Look-up failed', '查詢失敗'],
      {
        lines: line(
          'I am sorry, I cannot look up orders right now. Let me connect you with a colleague.',
          '唔好意思，而家查唔到訂單，我幫你轉接同事。',
        ),
      },
      { next: 'person' },
    ),
    step(
      'help',
      'say',
      ['Too many tries', '試了太多次'],
      {
        lines: line(
          'Let me connect you with a colleague who can find it for you.',
          '我幫你轉接同事，等佢幫你搵。',
        ),
      },
      { next: 'person' },
    ),
    person('+12025550188'),
    nobody,
    goodbye('Thank you for calling Lantern Home. Goodbye.', '多謝致電燈火家品，再見。'),
    silent,
    anyPerson,
    anyRepeat,
    anyBye,
  ],
};
