import { anyBye, anyRepeat, askLanguage, goodbye } from './common.ts';
import { line, phrases, step, type FlowTemplate } from './template.ts';

/** A mark from 1 to 5, by key or in words. */
const marks = [
  { id: '1', digit: '1', phrases: phrases(['one', 'very bad', 'terrible'], ['一', '一分', '好差']) },
  { id: '2', digit: '2', phrases: phrases(['two', 'not good', 'bad'], ['二', '兩分', '唔好']) },
  { id: '3', digit: '3', phrases: phrases(['three', 'average', 'so so'], ['三', '三分', '普通', '麻麻']) },
  { id: '4', digit: '4', phrases: phrases(['four', 'good', 'quite good'], ['四', '四分', '幾好']) },
  {
    id: '5',
    digit: '5',
    phrases: phrases(['five', 'very good', 'excellent'], ['五', '五分', '非常好', '好滿意']),
  },
];

export const survey: FlowTemplate = {
  id: 'survey',
  title: { en: 'Customer survey', 'zh-HK': '顧客意見調查', 'zh-CN': '顾客意见调查' },
  description: {
    en: 'Two marks from 1 to 5 by key or by voice, and a comment in the caller’s own words. Who gave a low mark is offered a call back.',
    'zh-HK': '兩條一至五分的評分題，可按鍵或說話作答，再請來電者用自己的話留下意見。評分低的可要求回電。',
    'zh-CN': '两道一至五分的评分题，可按键或说话作答，再请来电者用自己的话留下意见。评分低的可要求回电。',
  },
  business: ['Peak Telecom survey', '山頂電訊意見調查'],
  fallbackTransferTo: '+12025550172',
  variables: [
    { name: 'service', about: ['Mark for the service', '服務評分'] },
    { name: 'recommend', about: ['Mark for recommending us', '推薦評分'] },
    { name: 'comment', about: ['In the caller’s own words', '來電者的意見'], personal: true },
    { name: 'callBack', type: 'boolean', about: ['Wants a call back', '是否要求回電'] },
    { name: 'phone', about: ['Where to call back', '聯絡電話'], personal: true },
  ],
  steps: [
    step(
      'start',
      'start',
      ['Greeting', '問候'],
      {
        greeting: line(
          'Hello, this is Peak Telecom. Three short questions about your last visit, one minute in all.',
          '你好，呢度係山頂電訊。想問三條關於你上次惠顧嘅短問題，一分鐘就得。',
        ),
        timezone: 'Asia/Hong_Kong',
      },
      { next: 'language' },
    ),
    askLanguage('consent'),
    step(
      'consent',
      'menu',
      ['May we ask?', '可以問嗎？'],
      {
        prompt: line(
          'May I begin? Say yes, or press 1; to stop, say no, or press 2.',
          '可以開始嗎？可以請講好，或者按一；唔想答請講唔好，或者按二。',
        ),
        options: [
          {
            id: 'yes',
            label: ['Yes', '是'],
            digit: '1',
            phrases: phrases(
              ['yes', 'yes please', 'go ahead', 'sure', 'okay'],
              ['可以', '好呀', '冇問題', '開始啦'],
            ),
          },
          {
            id: 'no',
            label: ['No', '否'],
            digit: '2',
            phrases: phrases(['no', 'no thanks', 'not now', 'stop'], ['唔好', '唔想', '唔得閒', '唔使']),
          },
        ],
        retries: 1,
      },
      { yes: 'rate', no: 'goodbye', 'no-input': 'goodbye', 'no-match': 'goodbye' },
    ),
    step(
      'rate',
      'collect',
      ['Two marks', '兩項評分'],
      {
        fields: [
          {
            variable: 'service',
            kind: 'choice',
            choices: marks,
            confirm: 'never',
            ask: line(
              'How good was our service, from 1, very bad, to 5, very good?',
              '你覺得我哋嘅服務有幾好？一分好差，五分非常好。',
            ),
            retry: line('Please say or press a number from 1 to 5.', '請講或者撳一至五。'),
          },
          {
            variable: 'recommend',
            kind: 'choice',
            choices: marks,
            confirm: 'never',
            ask: line(
              'And would you recommend us to a friend? From 1, certainly not, to 5, certainly.',
              '你會唔會介紹我哋畀朋友？一分一定唔會，五分一定會。',
            ),
            retry: line('Please say or press a number from 1 to 5.', '請講或者撳一至五。'),
          },
        ],
        retries: 2,
      },
      { filled: 'comment', failed: 'goodbye' },
    ),
    step(
      'comment',
      'collect',
      ['In their own words', '自己的話'],
      {
        fields: [
          {
            variable: 'comment',
            kind: 'text',
            confirm: 'never',
            ask: line(
              'What should we do better? Tell me in your own words.',
              '我哋有咩可以做得更好？請用你自己嘅說話講。',
            ),
          },
        ],
        retries: 1,
      },
      { filled: 'unhappy', failed: 'thanks' },
    ),
    step(
      'unhappy',
      'branch',
      ['A low mark?', '評分低嗎？'],
      {
        rules: [
          {
            id: 'low',
            label: ['1 or 2', '1 或 2 分'],
            when: "service in ['1', '2'] || recommend in ['1', '2']",
          },
        ],
      },
      { low: 'offer', else: 'thanks' },
    ),
    step(
      'offer',
      'collect',
      ['Offer a call back', '提出回電'],
      {
        fields: [
          {
            variable: 'callBack',
            kind: 'yes-no',
            confirm: 'never',
            ask: line(
              'I am sorry to hear that. Shall a manager call you back?',
              '好抱歉，等經理打返畀你，好唔好？',
            ),
            retry: line('Shall a manager call you back? Yes or no?', '要唔要經理打返畀你？要定唔要？'),
          },
        ],
        retries: 1,
      },
      { filled: 'wantsCall', failed: 'thanks' },
    ),
    step(
      'wantsCall',
      'branch',
      ['Call back?', '要回電嗎？'],
      { rules: [{ id: 'yes', label: ['Yes', '是'], when: 'callBack == true' }] },
      { yes: 'number', else: 'thanks' },
    ),
    step(
      'number',
      'collect',
      ['Number to call back', '回電號碼'],
      {
        fields: [
          {
            variable: 'phone',
            kind: 'phone',
            confirm: 'always',
            ask: line('At which number?', '打邊個號碼搵你？'),
            retry: line(
              'Please say the number digit by digit, or key it in.',
              '請逐個字講，或者直接撳號碼。',
            ),
            confirmAsk: line('I have {{ value }}. Is that right?', '我聽到{{ value }}，啱唔啱？'),
          },
        ],
        retries: 2,
      },
      { filled: 'promised', failed: 'thanks' },
    ),
    step(
      'promised',
      'say',
      ['Promised', '答應回電'],
      { lines: line('A manager will call you within two days.', '經理會喺兩日內打返畀你。') },
      { next: 'thanks' },
    ),
    step('thanks', 'end', ['Thanks', '多謝'], {
      line: line(
        'Thank you, that was all. Your answers help us. Goodbye.',
        '多謝晒，問完喇，你嘅意見對我哋好重要。再見。',
      ),
    }),
    goodbye('Thank you all the same. Goodbye.', '多謝你，再見。'),
    anyRepeat,
    anyBye,
  ],
};
