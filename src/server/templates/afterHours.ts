import { anyBye, anyPerson, anyRepeat, askLanguage, goodbye, person, silent } from './common.ts';
import { line, phrases, step, type FlowTemplate } from './template.ts';

export const afterHours: FlowTemplate = {
  id: 'after-hours',
  title: { en: 'After-hours line', 'zh-HK': '非辦公時間熱線', 'zh-CN': '非办公时间热线' },
  description: {
    en: 'For calls that come when nobody is there: takes a message with a name and a number, tells the opening hours, and wakes the engineer on duty when it is urgent.',
    'zh-HK': '處理沒有人當值時的來電：記下姓名、電話和口訊，告知辦公時間；緊急時轉接當值師傅。',
    'zh-CN': '处理没有人值班时的来电：记下姓名、电话和口信，告知办公时间；紧急时转接值班师傅。',
  },
  business: ['Kowloon Plumbing after hours', '九龍水務工程（非辦公時間）'],
  fallbackTransferTo: '+12025550135',
  variables: [
    { name: 'callerName', about: ['Who called', '來電者姓名'], personal: true },
    { name: 'phone', about: ['Where to call back', '聯絡電話'], personal: true },
    { name: 'message', about: ['The message', '口訊內容'], personal: true },
    { name: 'messageRight', type: 'boolean', about: ['Whether that was all', '口訊是否完整'] },
  ],
  steps: [
    step(
      'start',
      'start',
      ['Greeting', '問候'],
      {
        greeting: line(
          'Kowloon Plumbing. Our office is closed at the moment.',
          '九龍水務工程，而家係非辦公時間。',
        ),
        timezone: 'Asia/Hong_Kong',
      },
      { next: 'language' },
    ),
    askLanguage('menu'),
    step(
      'menu',
      'menu',
      ['Urgent or not?', '緊急嗎？'],
      {
        prompt: line(
          'Is it urgent, such as a burst pipe, or would you like to leave a message? You can press 1 if it is urgent, 2 for a message, or 3 for our opening hours.',
          '係咪緊急，例如爆水管，定係想留口訊？緊急請按一、留口訊按二、辦公時間按三。',
        ),
        options: [
          {
            id: 'urgent',
            label: ['Urgent', '緊急'],
            digit: '1',
            phrases: phrases(
              [
                'it is urgent',
                'urgent',
                'emergency',
                'a burst pipe',
                'water is everywhere',
                'there is a leak',
              ],
              ['緊急', '好急', '爆水管', '漏水', '水浸'],
            ),
          },
          {
            id: 'message',
            label: ['A message', '留口訊'],
            digit: '2',
            phrases: phrases(
              ['leave a message', 'a message', 'call me back', 'please call back'],
              ['留口訊', '留言', '打返畀我', '覆電'],
            ),
          },
          {
            id: 'hours',
            label: ['Opening hours', '辦公時間'],
            digit: '3',
            phrases: phrases(
              ['opening hours', 'when are you open', 'when do you open'],
              ['辦公時間', '幾點開', '幾時開門'],
            ),
          },
        ],
        retries: 2,
      },
      { urgent: 'person', message: 'message', hours: 'hours', 'no-input': 'silent', 'no-match': 'message' },
    ),
    person('+12025550135', 'nobodyUp'),
    step(
      'nobodyUp',
      'say',
      ['Nobody on duty', '沒有人當值'],
      {
        lines: line(
          'The engineer on duty is on another job. Leave a message and they call you as soon as they can. If water is running, please close the main tap.',
          '當值師傅而家去緊第二單。請留低口訊，佢會盡快打返畀你。如果仲漏緊水，請先關水掣。',
        ),
      },
      { next: 'message' },
    ),
    step(
      'hours',
      'say',
      ['Opening hours', '辦公時間'],
      {
        lines: line(
          'Our office is open Monday to Saturday, from nine to six.',
          '我哋星期一至六，朝早九點至下晝六點辦公。',
        ),
      },
      { next: 'menu' },
    ),
    step(
      'message',
      'collect',
      ['Take the message', '記下口訊'],
      {
        intro: line('I will take your message.', '我幫你記低。'),
        fields: [
          {
            variable: 'callerName',
            kind: 'name',
            confirm: 'when-unsure',
            ask: line('What is your name, please?', '請問點稱呼你？'),
            retry: line('Could you tell me your name again, please?', '唔該再講多次你個名。'),
            confirmAsk: line('I heard {{ value }}. Is that right?', '我聽到嘅名係{{ value }}，啱唔啱？'),
          },
          {
            variable: 'phone',
            kind: 'phone',
            confirm: 'always',
            ask: line('At which number can we call you back?', '打邊個號碼可以搵返你？'),
            retry: line(
              'Please say the number digit by digit, or key it in.',
              '請逐個字講，或者直接撳號碼。',
            ),
            confirmAsk: line('I have {{ value }}. Is that right?', '我聽到{{ value }}，啱唔啱？'),
          },
          {
            variable: 'message',
            kind: 'text',
            confirm: 'never',
            ask: line('And what is it about? Tell me in your own words.', '係關於咩事？請用你自己嘅說話講。'),
          },
        ],
        retries: 2,
      },
      { filled: 'check', failed: 'lost' },
    ),
    step(
      'check',
      'collect',
      ['Is that all?', '是否完整？'],
      {
        fields: [
          {
            variable: 'messageRight',
            kind: 'yes-no',
            confirm: 'never',
            ask: line('I noted: {{ message }}. Is that right?', '我記低咗：{{ message }}。啱唔啱？'),
            retry: line('Is the message right? Yes or no?', '口訊啱唔啱？'),
          },
        ],
        retries: 1,
      },
      { filled: 'right', failed: 'noted' },
    ),
    step(
      'right',
      'branch',
      ['Right?', '正確嗎？'],
      { rules: [{ id: 'yes', label: ['Right', '正確'], when: 'messageRight == true' }] },
      { yes: 'noted', else: 'message' },
    ),
    step(
      'noted',
      'say',
      ['Noted', '已記下'],
      {
        lines: line(
          'Thank you, {{ callerName }}. We will call you back at {{ sayDigits(phone, lang) }} as soon as the office opens.',
          '多謝{{ callerName }}，我哋返工之後會打{{ sayDigits(phone, lang) }}搵你。',
        ),
      },
      { next: 'goodbye' },
    ),
    step('lost', 'end', ['Could not take it', '未能記下'], {
      line: line(
        'I am sorry, I could not take the message. Please call again, or call after nine in the morning. Goodbye.',
        '唔好意思，未能記低口訊。請再打嚟，或者朝早九點之後再打。再見。',
      ),
      reason: 'failed',
    }),
    goodbye('Thank you for calling Kowloon Plumbing. Goodbye.', '多謝致電九龍水務工程，再見。'),
    silent,
    anyPerson,
    anyRepeat,
    anyBye,
  ],
};
