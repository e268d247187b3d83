import { answering } from './caller/script.ts';
import type { RunCallOptions } from './runCall.ts';

/** A ready-made call to the demo workflows: what `runCall` needs beside the server's address. */
export interface Scenario {
  readonly title: string;
  readonly options: Pick<
    RunCallOptions,
    'workflow' | 'transport' | 'language' | 'script' | 'announceSpeech' | 'maxCallMs' | 'patience'
  >;
}

export const scenarioNames = [
  'booking',
  'booking-relay',
  'keypad',
  'barge-in',
  'silence',
  'hang-up',
  'cantonese-relay',
  'cantonese-media',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** Books an appointment at the demo clinic. */
const booking = answering([
  { when: /for english/i, say: 'English' },
  { when: /what would you like\?|how can i help|what can i do/i, say: "I'd like to book an appointment" },
  { when: /your name/i, say: 'Peter Brown' },
  { when: /which day/i, say: 'I can come tomorrow' },
  { when: /what time/i, say: 'Three in the afternoon' },
  { when: /shall i book|is that right|correct\?/i, say: 'Yes', times: 6 },
  { when: /anything else/i, say: 'No, thank you' },
]);

const cantonese = answering([
  { when: /廣東話請按|for english/i, say: '廣東話' },
  { when: /請問想點樣|有咩幫到/, say: '我想預約睇醫生' },
  { when: /點稱呼|個名/, say: '陳大文' },
  { when: /邊日/, say: '聽日' },
  { when: /幾點/, say: '下晝三點' },
  { when: /好唔好|啱唔啱/, say: '好', times: 6 },
  { when: /仲有冇其他/, say: '冇喇,唔該' },
]);

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  booking: {
    title: 'a spoken booking, real audio both ways',
    options: { workflow: 'clinic', transport: 'media', language: 'en-US', script: booking },
  },
  'booking-relay': {
    title: 'the same booking over ConversationRelay',
    options: { workflow: 'clinic', transport: 'relay', language: 'en-US', script: booking },
  },
  keypad: {
    title: 'keys only',
    options: {
      workflow: 'clinic',
      transport: 'media',
      language: 'en-US',
      script: [
        { do: 'wait' },
        { do: 'press', digits: '1' },
        { do: 'wait' },
        { do: 'press', digits: '3' },
        { do: 'wait' },
        { do: 'pause', ms: 500 },
        { do: 'hang-up' },
      ],
    },
  },
  'barge-in': {
    title: 'the caller speaks over the menu',
    options: {
      workflow: 'clinic',
      transport: 'media',
      language: 'en-US',
      script: [
        { do: 'wait' },
        { do: 'say', text: 'English' },
        { do: 'interrupt', afterMs: 1_500, text: 'What are your opening hours?' },
        { do: 'wait' },
        { do: 'hang-up' },
      ],
    },
  },
  silence: {
    title: 'a caller who never says anything',
    options: {
      workflow: 'clinic',
      transport: 'media',
      language: 'en-US',
      script: [{ do: 'await-end', timeoutMs: 90_000 }],
    },
  },
  'hang-up': {
    title: 'a caller who hangs up in mid-sentence',
    options: {
      workflow: 'clinic',
      transport: 'media',
      language: 'en-US',
      script: [
        { do: 'wait' },
        { do: 'say', text: 'English' },
        { do: 'wait' },
        { do: 'say', text: "I'd like to book an appointment for my mother, who", hangUpAfterMs: 1_000 },
      ],
    },
  },
  'cantonese-relay': {
    title: 'Cantonese over ConversationRelay: the carrier recognises and speaks',
    options: { workflow: 'clinic', transport: 'relay', language: 'zh-HK', script: cantonese },
  },
  'cantonese-media': {
    title: 'Cantonese over Media Streams, with a stand-in recogniser that is told the words',
    options: {
      workflow: 'clinic',
      transport: 'media',
      language: 'zh-HK',
      script: cantonese,
      announceSpeech: {},
    },
  },
};

/** The scenario of a name on a chosen transport and in a chosen language (Cantonese has its own words). */
export function scenarioFor(
  name: ScenarioName,
  choice: { readonly transport?: 'media' | 'relay'; readonly language?: string } = {},
): Scenario {
  const transport = choice.transport ?? scenarios[name].options.transport ?? 'media';
  const chinese = choice.language === 'zh-HK' && name.startsWith('booking');
  const scenario = chinese
    ? scenarios[transport === 'relay' ? 'cantonese-relay' : 'cantonese-media']
    : scenarios[name];
  const language = choice.language ?? scenario.options.language;
  return {
    title: scenario.title,
    options: { ...scenario.options, transport, ...(language === undefined ? {} : { language }) },
  };
}
