/** Steps that every line of a business needs. */
import { line, phrases, step, type TemplateStep } from './template.ts';

/** Which language; words that are no choice of one are taken on to the next question. */
export const askLanguage = (next: string): TemplateStep =>
  step(
    'language',
    'language',
    ['English or Cantonese', '英語或廣東話'],
    {
      mode: 'ask',
      choices: [
        {
          language: 'en-US',
          prompt: 'For English, press 1, or just tell me how I can help.',
          phrases: ['English', 'English please'],
          digit: '1',
        },
        {
          language: 'zh-HK',
          prompt: '廣東話請按二，或者直接講廣東話。',
          phrases: ['Cantonese', 'Chinese', '廣東話', '中文', '粵語'],
          digit: '2',
        },
      ],
    },
    { next },
  );

/** A person, and what is said when none is free. `otherwise`: where a caller goes then; absent: goodbye. */
export function person(to: string, otherwise = 'nobody'): TemplateStep {
  return step(
    'person',
    'transfer',
    ['A person', '職員'],
    {
      to,
      announcement: line('One moment, I am connecting you.', '請等一等，我幫你轉駁緊。'),
      timeoutSeconds: 30,
    },
    { busy: otherwise, 'no-answer': otherwise, failed: otherwise },
  );
}

export const nobody = step('nobody', 'end', ['Nobody free', '沒有職員有空'], {
  line: line(
    'I am sorry, nobody can take your call right now. Please call again later. Goodbye.',
    '唔好意思，而家冇職員聽到電話，請稍後再打嚟。再見。',
  ),
});

export const connect = step(
  'connect',
  'say',
  ['Cannot help here', '這裏幫不上忙'],
  { lines: line('Let me connect you with someone who can help.', '我幫你轉接職員。') },
  { next: 'person' },
);

export const silent = step('silent', 'end', ['Nobody spoke', '沒有人說話'], {
  line: line(
    'I still cannot hear you, so I will hang up now. Please call again any time. Goodbye.',
    '我仲係聽唔到你講嘢，我收線先，歡迎你隨時再打嚟。再見。',
  ),
  reason: 'silence',
});

export const goodbye = (en: string, zhHK: string): TemplateStep =>
  step('goodbye', 'end', ['Goodbye', '道別'], { line: line(en, zhHK) });

export const anyRepeat = step('anyRepeat', 'global', ['Say it again', '再說一次'], {
  phrases: phrases(
    ['repeat that', 'say that again', 'can you repeat that', 'pardon', 'come again', 'please repeat'],
    ['再講一次', '講多次', '再講多次', '可唔可以再講', '聽唔清楚'],
  ),
  digit: '*',
  // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON, never awaited
  then: 'resume',
});

export const anyPerson = step(
  'anyPerson',
  'global',
  ['A person, at any time', '隨時找職員'],
  {
    phrases: phrases(
      [
        'speak to a person',
        'talk to a person',
        'speak to someone',
        'real person',
        'a human',
        'operator',
        'staff',
      ],
      ['搵真人', '真人', '搵職員', '職員', '同人講', '轉接職員', '接線生'],
    ),
  },
  { next: 'person' },
);

export const anyBye = step(
  'anyBye',
  'global',
  ['Goodbye, at any time', '隨時道別'],
  { phrases: phrases(['goodbye', 'bye', 'bye bye', 'hang up'], ['再見', '拜拜', '收線']) },
  { next: 'goodbye' },
);

/** Whether there is more to do; `again`: the step that asks what. */
export const more = (again: string): readonly TemplateStep[] => [
  step(
    'more',
    'collect',
    ['Anything else?', '還有其他嗎？'],
    {
      fields: [
        {
          variable: 'wantsMore',
          kind: 'yes-no',
          confirm: 'never',
          ask: line('Is there anything else I can do for you?', '仲有冇其他可以幫到你？'),
          retry: line('Is there anything else? Please say yes or no.', '仲有冇其他嘢？請答有或者冇。'),
        },
      ],
      retries: 1,
    },
    { filled: 'wantsMore', failed: 'goodbye' },
  ),
  step(
    'wantsMore',
    'branch',
    ['More?', '還有？'],
    { rules: [{ id: 'yes', label: ['Yes', '是'], when: 'wantsMore == true' }] },
    { yes: again, else: 'goodbye' },
  ),
];

export const wantsMore = {
  name: 'wantsMore',
  type: 'boolean',
  about: ['Whether there is more to do', '是否還有其他事情'],
} as const;
