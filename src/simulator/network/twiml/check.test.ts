import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTwiml } from './check.ts';
import { parseXml, XmlError } from './xml.ts';

const stream = (attributes: string, inside = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Connect action="/a"><Stream ${attributes}>${inside}</Stream></Connect></Response>`;
const relay = (attributes: string, inside = '') =>
  `<Response><Connect action="https://h.example/a"><ConversationRelay url="wss://h.example/r" ${attributes}>${inside}</ConversationRelay></Connect></Response>`;
const problems = (twiml: string, carrier: 'twilio' | 'telnyx' = 'twilio') =>
  checkTwiml(twiml, { carrier, allowLoopbackWs: true }).problems;

const good: [string, string][] = [
  [
    'a stream',
    stream('url="wss://h.example/media" name="a" track="inbound_track"', '<Parameter name="t" value="x"/>'),
  ],
  ['the loopback relaxation', stream('url="ws://127.0.0.1:8080/media"')],
  ['English by default', relay('welcomeGreeting="Hi &amp; welcome"')],
  [
    'Cantonese',
    relay(
      'language="zh-HK" ttsProvider="Google" voice="yue-HK-Chirp3-HD-Aoede" transcriptionProvider="Deepgram" speechModel="nova-3-general" partialPrompts="true" dtmfDetection="true" interruptible="any" events="speaker-events tokens-played"',
    ),
  ],
  [
    'two languages',
    relay(
      'language="en-US"',
      '<Language code="zh-HK" ttsProvider="Google" voice="yue-HK-Standard-A"/><Parameter name="token" value="1"/>',
    ),
  ],
  [
    'the rest',
    '<Response><Say language="en-US">Hello</Say><Pause length="2"/><Dial timeout="20" action="/d"><Number>+85221234567</Number></Dial><Redirect method="POST">/next</Redirect><Hangup/></Response>',
  ],
];
test.each(good)('finds nothing wrong with %s', (_, twiml) => {
  expect(problems(twiml)).toEqual([]);
});

const bad: [string, string, string, RegExp][] = [
  ['a query string', stream('url="wss://h.example/media?call=1"'), '31920', /query string/],
  ['ws to another machine', stream('url="ws://h.example/media"'), '31922', /wss/],
  ['https', stream('url="https://h.example/media"'), '31922', /wss/],
  ['no URL', stream('name="a"'), '31923', /needs the attribute url/],
  ['a URL that is none', stream('url="media"'), '31923', /cannot be parsed/],
  ['a URL without a path', stream('url="wss://h.example"'), '31923', /no path/],
  ['both tracks', stream('url="wss://h.example/m" track="both_tracks"'), '31941', /inbound_track/],
  [
    'a stream attribute that does not exist',
    stream('url="wss://h.example/m" codec="L16"'),
    '12200',
    /no attribute codec/,
  ],
  [
    'a parameter of 500 characters',
    stream('url="wss://h.example/m"', `<Parameter name="t" value="${'x'.repeat(499)}"/>`),
    '12200',
    /500/,
  ],
  [
    'a parameter without a value',
    stream('url="wss://h.example/m"', '<Parameter name="t"/>'),
    '12200',
    /needs the attribute value/,
  ],
  ['a relay query string', relay('').replace('/r"', '/r?x=1"'), '64101', /query string/],
  ['lower-case attributes', relay('speechtimeout="auto"'), '12200', /wrong case; speechTimeout/],
  ['an unknown attribute', relay('temperature="1"'), '12200', /no attribute temperature/],
  ['an impossible speechTimeout', relay('speechTimeout="100"'), '64101', /speechTimeout/],
  ['an impossible eotThreshold', relay('eotThreshold="1"'), '64101', /eotThreshold/],
  ['an impossible interruptible', relay('interruptible="yes"'), '64101', /interruptible/],
  ['an unknown event', relay('events="everything"'), '64101', /events/],
  [
    'Cantonese by the default provider',
    relay('language="zh-HK"'),
    '64106',
    /ElevenLabs does not speak zh-HK/,
  ],
  [
    'a Cantonese call with a Mandarin voice',
    relay('language="zh-HK" ttsProvider="Google" voice="cmn-CN-Standard-A"'),
    '64106',
    /does not speak zh-HK/,
  ],
  [
    'an Amazon voice at Google',
    relay('ttsProvider="Google" voice="Joanna-Neural"'),
    '64106',
    /not a Google voice/,
  ],
  [
    'a Deepgram model at Google',
    relay('transcriptionProvider="Google" speechModel="nova-3-general"'),
    '64106',
    /does not belong/,
  ],
  ['a language without a voice', relay('', '<Language code="zh-HK"/>'), '64106', /zh-HK/],
  ['an unknown verb', '<Response><Shout>hi</Shout></Response>', '12200', /unknown element <Shout>/],
  ['a verb in lower case', '<Response><say>hi</say></Response>', '12200', /unknown element <say>/],
  [
    'two nouns in Connect',
    '<Response><Connect><Stream url="wss://h.example/m"/><Stream url="wss://h.example/n"/></Connect></Response>',
    '12200',
    /exactly one/,
  ],
  ['text where none belongs', '<Response><Hangup>now</Hangup></Response>', '12200', /holds text/],
  ['a wrong root', '<Answer/>', '12100', /root/],
  ['XML that is not closed', '<Response><Say>hi</Response>', '12100', /closes nothing/],
  ['a bare &', '<Response><Say>you & me</Say></Response>', '12100', /bare &/],
  ['an attribute twice', '<Response><Pause length="1" length="2"/></Response>', '12100', /twice/],
  ['JSON', '{"response":true}', '12100', /text outside/],
  ['nothing', '', '12100', /no element/],
];
test.each(bad)('finds %s', (_, twiml, code, reason) => {
  const found = problems(twiml);
  expect(found.map((p) => p.code)).toContain(code);
  expect(
    found
      .filter((p) => p.code === code)
      .map((p) => p.reason)
      .join('; '),
  ).toMatch(reason);
});

test('Telnyx: plain ws and its own attributes', () => {
  const texml =
    '<Response><Connect action="/a"><ConversationRelay url="ws://h.example/r" voice="Telnyx.Natural.abbie" language="en"/></Connect></Response>';
  expect(problems(texml, 'telnyx')).toEqual([]);
  expect(problems(texml.replace('voice=', 'ttsProvider="Google" voice='), 'telnyx')).toHaveLength(1);
});

test('property: XML written from any text is read back the same', () => {
  const escape = (s: string) => s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, value) => {
      const read = parseXml(`<?xml version="1.0"?><A b="${escape(value)}">${escape(text)}<!-- c --><C/></A>`);
      expect(read.text).toBe(text);
      expect(read.attributes['b']).toBe(value);
      expect(read.children.map((c) => c.name)).toEqual(['C']);
    }),
    { numRuns: 5_000 },
  );
});

test('property: nothing makes the reader do anything but parse or refuse', () => {
  const soup = fc.array(
    fc.constantFrom(
      '<',
      '>',
      '/',
      'A',
      ' ',
      '"',
      "'",
      '=',
      '&',
      '&amp;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      'x',
      '<A>',
      '</A>',
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(soup, (parts) => {
      let outcome: unknown;
      try {
        outcome = parseXml(parts.join('')).name;
      } catch (error) {
        outcome = error;
      }
      expect(outcome === 'A' || outcome instanceof XmlError).toBe(true);
    }),
    { numRuns: 20_000 },
  );
});
