/** Which verbs, nouns and attributes TwiML (and Telnyx's TeXML) knows, and what their values may be. */

/** Null = good; otherwise what is wrong with the value, as in "attribute x …". */
export type ValueRule = (value: string) => string | null;

export interface ElementRule {
  readonly attributes: Readonly<Record<string, ValueRule>>;
  readonly required?: readonly string[];
  readonly children: readonly string[];
  readonly text?: 'required' | 'optional';
  /** Carrier code for a bad value of a known attribute. */
  readonly valueCode?: string;
}

const any: ValueRule = () => null;
const oneOf =
  (...values: string[]): ValueRule =>
  (value) =>
    values.includes(value) ? null : `must be one of ${values.join(', ')}`;
const trueOrFalse = oneOf('true', 'false');
const whole =
  (min: number, max: number): ValueRule =>
  (value) =>
    /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max
      ? null
      : `must be a whole number from ${min} to ${max}`;
const language: ValueRule = (value) =>
  value === 'multi' || /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/.test(value)
    ? null
    : 'must be a BCP 47 tag or multi';
const languageOnly: ValueRule = (value) => (value === 'multi' ? 'must be a BCP 47 tag' : language(value));
/** Absolute or relative to the document's own URL. */
const httpUrl: ValueRule = (value) =>
  value !== '' &&
  URL.canParse(value, 'https://base.invalid/') &&
  /^https?:/.test(new URL(value, 'https://b.invalid/').protocol)
    ? null
    : 'must be an http or https URL';
const method = oneOf('GET', 'POST');
const words =
  (...values: string[]): ValueRule =>
  (value) =>
    value
      .split(/\s+/)
      .filter(Boolean)
      .every((word) => values.includes(word))
      ? null
      : `may only hold ${values.join(', ')}`;
const interrupt = oneOf('none', 'dtmf', 'speech', 'any', 'true', 'false');
const ttsProvider = oneOf('Google', 'Amazon', 'ElevenLabs', 'google', 'amazon', 'elevenlabs');
const sttProvider = oneOf('Google', 'Deepgram', 'google', 'deepgram');
const filled: ValueRule = (value) => (value === '' ? 'is empty' : null);

const verbs =
  'Say Play Pause Dial Hangup Redirect Reject Connect Start Stop Gather Record Enqueue Leave Sms Refer Pay Prompt'.split(
    ' ',
  );
const callbacks = { action: httpUrl, method };
const status = { statusCallback: httpUrl, statusCallbackMethod: method };
const dialTarget: ElementRule = {
  attributes: {
    ...status,
    statusCallbackEvent: any,
    url: httpUrl,
    method,
    machineDetection: any,
    sendDigits: any,
  },
  children: [],
  text: 'required',
};

const relayVoice = { ttsProvider, voice: filled, transcriptionProvider: sttProvider, speechModel: filled };

export const twimlSchema: Readonly<Record<string, ElementRule>> = {
  Response: { attributes: {}, children: verbs, text: 'optional' },
  Connect: {
    attributes: callbacks,
    children: ['Stream', 'ConversationRelay', 'Room', 'VirtualAgent', 'Conversation'],
  },
  Start: { attributes: callbacks, children: ['Stream', 'Recording', 'Transcription', 'Siprec'] },
  Stop: { attributes: {}, children: ['Stream', 'Recording', 'Transcription', 'Siprec'] },
  Stream: {
    attributes: {
      url: filled,
      name: filled,
      track: oneOf('inbound_track', 'outbound_track', 'both_tracks'),
      connectorName: filled,
      ...status,
    },
    children: ['Parameter'],
  },
  Parameter: { attributes: { name: filled, value: any }, required: ['name', 'value'], children: [] },
  ConversationRelay: {
    valueCode: '64101',
    required: ['url'],
    attributes: {
      url: filled,
      welcomeGreeting: any,
      welcomeGreetingInterruptible: interrupt,
      language: languageOnly,
      ttsLanguage: language,
      transcriptionLanguage: language,
      ...relayVoice,
      deepgramSmartFormat: trueOrFalse,
      hints: any,
      profanityFilter: trueOrFalse,
      partialPrompts: trueOrFalse,
      speechTimeout: (value) => (value === 'auto' ? null : whole(600, 5_000)(value)),
      eotThreshold: (value) =>
        /^0\.\d+$/.test(value) && Number(value) >= 0.5 && Number(value) <= 0.9
          ? null
          : 'must be from 0.5 to 0.9',
      turnDetection: any,
      interruptible: interrupt,
      interruptSensitivity: oneOf('low', 'medium', 'high'),
      ignoreBackchannel: trueOrFalse,
      backgroundNoiseReduction: any,
      echoPromptFiltering: any,
      dtmfDetection: trueOrFalse,
      reportInputDuringAgentSpeech: oneOf('none', 'dtmf', 'speech', 'any'),
      preemptible: trueOrFalse,
      events: words('speaker-events', 'tokens-played', 'config-updated'),
      debug: words('debugging', 'speaker-events', 'tokens-played'),
      elevenlabsTextNormalization: oneOf('on', 'auto', 'off'),
      intelligenceService: filled,
      conversationConfiguration: any,
      applicationReconnect: oneOf('true', 'false'),
    },
    children: ['Language', 'Parameter', 'Failover'],
  },
  Language: {
    valueCode: '64101',
    attributes: { code: language, ...relayVoice, ttsLanguage: language, transcriptionLanguage: language },
    required: ['code'],
    children: [],
  },
  Say: {
    attributes: { voice: filled, language: languageOnly, loop: whole(0, 1_000) },
    // Its text may hold SSML, which is not checked here.
    children: ['break', 'emphasis', 'p', 'phoneme', 'prosody', 's', 'say-as', 'sub', 'w', 'lang'],
    text: 'optional',
  },
  Play: {
    attributes: { loop: whole(0, 1_000), digits: (v) => (/^[0-9w#*]+$/.test(v) ? null : 'must be keys') },
    children: [],
    text: 'optional',
  },
  Pause: { attributes: { length: whole(1, 3_600) }, children: [] },
  Dial: {
    attributes: {
      ...callbacks,
      timeout: whole(1, 600),
      timeLimit: whole(1, 86_400),
      callerId: filled,
      hangupOnStar: trueOrFalse,
      answerOnBridge: trueOrFalse,
      ringTone: any,
      record: any,
      recordingStatusCallback: httpUrl,
      trim: any,
      sequential: trueOrFalse,
      referUrl: httpUrl,
      referMethod: method,
    },
    children: ['Number', 'Sip', 'Client', 'Conference', 'Queue'],
    text: 'optional',
  },
  Number: dialTarget,
  Client: { ...dialTarget, children: ['Identity', 'Parameter'], text: 'optional' },
  Sip: { ...dialTarget, attributes: { ...dialTarget.attributes, username: any, password: any } },
  Hangup: { attributes: {}, children: [] },
  Redirect: { attributes: { method }, children: [], text: 'required' },
  Reject: { attributes: { reason: oneOf('rejected', 'busy') }, children: [] },
  Leave: { attributes: {}, children: [] },
};

/** Telnyx's TeXML: the same shape, its own set of attributes (docs of August 2026). */
export const texmlSchema: Readonly<Record<string, ElementRule>> = {
  ...twimlSchema,
  Stream: {
    attributes: {
      ...twimlSchema['Stream']!.attributes,
      codec: oneOf('PCMU', 'PCMA', 'G722', 'OPUS', 'AMR-WB', 'L16'),
      bidirectionalMode: oneOf('mp3', 'rtp'),
      bidirectionalCodec: oneOf('PCMU', 'PCMA', 'G722', 'OPUS', 'AMR-WB', 'L16'),
      bidirectionalSamplingRate: oneOf('8000', '16000', '24000'),
    },
    children: ['Parameter'],
  },
  ConversationRelay: {
    valueCode: '64101',
    required: ['url'],
    attributes: {
      url: filled,
      welcomeGreeting: any,
      voice: filled,
      language: any,
      transcriptionProvider: any,
      interruptible: interrupt,
      welcomeGreetingInterruptible: interrupt,
      dtmfDetection: trueOrFalse,
      backgroundAudioType: any,
      backgroundAudioValue: any,
    },
    children: ['Language', 'Parameter'],
  },
  Language: {
    valueCode: '64101',
    attributes: { code: any, voice: filled, transcriptionProvider: any, speechModel: any, ttsProvider: any },
    required: ['code'],
    children: [],
  },
};

/** Elements that this simulator knows but whose insides it does not check. */
export const unchecked: ReadonlySet<string> = new Set(
  (
    'Gather Record Enqueue Sms Refer Pay Prompt Recording Transcription Siprec Room VirtualAgent Conversation ' +
    'Conference Queue Identity Failover break emphasis p phoneme prosody s say-as sub w lang'
  ).split(' '),
);
