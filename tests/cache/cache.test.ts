/** The layers of the response cache one by one, as calls see them. */
import { expect, test } from 'vitest';
import { ManualClock } from '../support/manualClock.ts';
import { newCallSid, openLine, owner, question, said, settingsOf, slot, toyEmbedder } from './kit.ts';

const OPEN = said('We are open Monday to Friday from nine to six.');
const WHERE = said('We are at 12 Harbour Road.');
const hours = question('what are your opening hours');

test('the same words are answered once three calls got the same answer, however it was worded', async () => {
  const line = await openLine();
  await line.teach(hours, OPEN);
  await line.teach(hours, said('We are open from nine to six, Monday to Friday.'));
  expect(line.ask(hours)).toBeNull();
  await line.teach(hours, OPEN);
  expect(line.ask(question('Um, what are your OPENING hours, please?'))).toMatchObject({
    layer: 'exact',
    text: OPEN.text,
    act: null,
  });
});

test('one call that asks three times is one call', async () => {
  const line = await openLine();
  const call = line.calls.call(newCallSid());
  for (let i = 0; i < 3; i++) {
    call.learn(hours, OPEN);
    await line.cache.flush();
  }
  expect(line.ask(hours)).toBeNull();
});

test('calls that disagree are not answered', async () => {
  const line = await openLine();
  await line.teach(hours, OPEN, 3);
  await line.teach(hours, WHERE, 1);
  expect(line.ask(hours)).toBeNull();
});

test('an outcome without arguments is an answer, one with arguments is not', async () => {
  const line = await openLine();
  const bye = question('no thank you that is all');
  await line.teach(bye, { text: '', toolCalls: [{ name: 'finish_done', args: {} }] }, 3);
  expect(line.ask(bye)).toMatchObject({ text: '', act: 'finish_done' });
  const book = question('i would like to book');
  await line.teach(book, { text: '', toolCalls: [{ name: 'finish_book', args: { day: 'x' } }] }, 3);
  expect(line.ask(book)).toBeNull();
  expect(line.cache.stats().refusals).toEqual({ arguments: 3 });
});

test('a template learned from three callers is filled in with the fourth one’s own value', async () => {
  const line = await openLine();
  const asked = (time: string) => question('when is my appointment', { slots: [slot('time', time)] });
  for (const time of ['9:15', '10:30', '16:45']) {
    expect(line.ask(asked(time))).toBeNull();
    await line.teach(asked(time), said(`Your appointment is at ${time}.`));
  }
  expect(line.ask(asked('14:20'))).toMatchObject({
    layer: 'contextual',
    text: 'Your appointment is at 14:20.',
  });
});

test('three callers with one and the same value are not enough', async () => {
  const line = await openLine();
  const asked = question('when is my appointment', { slots: [slot('time', '9:15')] });
  await line.teach(asked, said('Your appointment is at 9:15.'), 5);
  expect(line.ask(asked)).toBeNull();
});

test('other words are answered by meaning only where a certificate allows it', async () => {
  const embedder = toyEmbedder();
  const other = question('what are the opening hours you offer');
  for (const certified of [false, true]) {
    const line = await openLine({
      certified,
      embedderFor: () => Promise.resolve(embedder),
      settings: settingsOf({ similarityFloor: 0.5 }),
    });
    await line.teach(hours, OPEN, 3);
    const reply = await line.askLater(other);
    expect(reply?.layer ?? null).toBe(certified ? 'semantic' : null);
    expect(line.cache.stats().workflows[0]?.mode).toBe(certified ? 'certified' : 'shadow');
  }
});

test('the floor of similarity holds, certified or not', async () => {
  const line = await openLine({
    certified: true,
    embedderFor: () => Promise.resolve(toyEmbedder()),
    settings: settingsOf({ similarityFloor: 0.999 }),
  });
  await line.teach(hours, OPEN, 3);
  expect(await line.askLater(question('what are the opening hours you offer'))).toBeNull();
});

test.each([
  ['are you open on sunday', 'are you open on monday'],
  ['can i turn on the reminder', 'can i turn off the reminder'],
  ['is it open', 'is it not open'],
  ['a table for two', 'a table for three'],
  ['when can i see doctor wong', 'when can i see doctor chan'],
])('vetoed however alike: %s / %s', async (remembered, heard) => {
  // Everything means the same to this embedder.
  const embedder = toyEmbedder(() => [1]);
  const line = await openLine({
    certified: true,
    embedderFor: () => Promise.resolve(embedder),
    settings: settingsOf({ similarityFloor: 0, pattern: false }),
  });
  await line.teach(question(remembered), said('Yes, we are open.'), 3);
  expect(await line.askLater(question(heard))).toBeNull();
});

test('Cantonese is matched by its sound: recognisers confuse characters that sound alike', async () => {
  const line = await openLine();
  const asked = question('診金幾多', { language: 'zh-HK' });
  await line.teach(asked, said('診金三百八十蚊。'), 3);
  expect(line.ask({ ...asked, words: '診今幾多' })).toMatchObject({
    layer: 'exact',
    text: '診金三百八十蚊。',
  });
});

test('what usually follows is said beforehand, the most frequent first', async () => {
  const line = await openLine();
  await line.teach(hours, OPEN, 2);
  await line.teach(question('where are you'), WHERE, 1);
  const { words: _, ...here } = hours;
  expect(line.calls.call(newCallSid()).likely(here)).toEqual([OPEN.text, WHERE.text]);
});

test('“and on Sunday?” is another question after every question', async () => {
  const line = await openLine();
  const asked = question('and on sunday', { heard: ['are you open on saturday'] });
  await line.teach(asked, said('We are closed.'), 3);
  expect(line.ask(asked)?.text).toBe('We are closed.');
  expect(line.ask({ ...asked, heard: ['does the ferry run on saturday'] })).toBeNull();
});

test('the same words after another line of the agent are another question', async () => {
  const line = await openLine();
  const yes = question('yes', { said: ['Shall I connect you?'] });
  await line.teach(yes, said('One moment.'), 3);
  expect(line.ask(yes)?.text).toBe('One moment.');
  expect(line.ask({ ...yes, said: ['Shall I book it?'] })).toBeNull();
});

test('an entry is forgotten when its days are over', async () => {
  const clock = new ManualClock();
  const line = await openLine({ clock, settings: settingsOf({ ttlDays: 2 }) });
  await line.teach(hours, OPEN, 3);
  clock.advance(1.9 * 86_400_000);
  expect(line.ask(hours)).not.toBeNull();
  clock.advance(0.2 * 86_400_000);
  expect(line.ask(hours)).toBeNull();
  expect(line.cache.stats().entries).toBe(0);
});

test('a reported answer is silent at once, and speaks again when the report is taken back', async () => {
  const line = await openLine();
  await line.teach(hours, OPEN, 3);
  const { entryId, answerId } = line.ask(hours)!;
  expect(await line.cache.judge(entryId, answerId, 'reported')).toBe(true);
  expect(line.ask(hours)).toBeNull();
  await line.cache.judge(entryId, answerId, 'learned');
  expect(line.ask(hours)?.answerId).toBe(answerId);
  expect(await line.cache.judge(entryId, 'nobody’s', 'reported')).toBe(false);
});

test('an authored answer serves the first caller', async () => {
  const line = await openLine();
  await line.cache.author(owner, hours, { template: 'Nine to six.', act: null, slots: [] });
  expect(line.ask(hours)).toMatchObject({ layer: 'exact', text: 'Nine to six.' });
});

test('questions that hold a caller’s own value, or a long number, are neither kept nor looked up', async () => {
  const line = await openLine();
  const named = question('this is mei ling am i booked', { slots: [slot('name', 'Mei Ling')] });
  const digits = question('my number is 6123 4567 am i booked');
  for (const asked of [named, digits]) await line.teach(asked, said('Yes.'), 5);
  expect([named, digits].map((asked) => line.ask(asked))).toEqual([null, null]);
  expect(line.cache.stats()).toMatchObject({ entries: 0, misses: { 'private-question': 2 } });
});

test('a node that may not be cached is neither kept nor served', async () => {
  const line = await openLine();
  const asked = { ...hours, bypass: 'turned off for this node' };
  await line.teach(asked, OPEN, 3);
  expect(line.ask(asked)).toBeNull();
  expect(line.ask(hours)).toBeNull();
});

test('a number that nothing explains is not kept; one of the facts is', async () => {
  const line = await openLine();
  const fee = question('what does it cost');
  await line.teach(fee, said('It is 450 dollars.'), 3);
  expect(line.ask(fee)).toBeNull();
  await line.teach(fee, said('It is 380 dollars.'), 3);
  expect(line.ask(fee)?.text).toBe('It is 380 dollars.');
});

test('without transcripts the words are not kept, and the same words are still answered', async () => {
  const line = await openLine({ keepWords: false, embedderFor: () => Promise.resolve(toyEmbedder()) });
  await line.teach(hours, OPEN, 3);
  expect(line.ask(hours)?.text).toBe(OPEN.text);
  expect(line.cache.export().map(({ words }) => words)).toEqual([null]);
  expect(line.cache.stats().embedding.computed).toBe(0);
});

test('each layer can be turned off', async () => {
  const line = await openLine({ settings: settingsOf({ exact: false }) });
  await line.teach(hours, OPEN, 3);
  expect(line.ask(hours)).toBeNull();
  expect(line.cache.stats().misses).toEqual({ 'layer-off': 1 });
});

test('what a purge names is gone, and nothing else', async () => {
  const line = await openLine();
  const where = question('where are you', { nodeId: 'address' });
  await line.teach(hours, OPEN, 3);
  await line.teach(where, WHERE, 3);
  await line.cache.purge({ nodeId: 'address' });
  expect(line.ask(where)).toBeNull();
  expect(line.ask(hours)?.text).toBe(OPEN.text);
});

test('a call that is purged is no evidence any more', async () => {
  const line = await openLine();
  await line.teach(hours, OPEN, 2);
  const callSid = newCallSid();
  line.calls.call(callSid).learn(hours, OPEN);
  await line.cache.flush();
  expect(line.ask(hours)).not.toBeNull();
  await line.cache.purge({ callSids: [callSid] });
  expect(line.ask(hours)).toBeNull();
});

test('a new workflow starts in shadow mode, and says how far it is from a certificate', async () => {
  const line = await openLine();
  await line.teach(hours, OPEN, 2);
  const [clinic] = line.cache.stats().workflows;
  expect(clinic).toMatchObject({ mode: 'shadow', labels: 1, agreeing: 3, plain: null, embedded: null });
  expect(clinic?.labelsNeeded).toBeGreaterThan(1_000);
});

test('hits that audits find wrong raise the number of calls that must agree', async () => {
  const line = await openLine({ settings: settingsOf({ auditShare: 1 }), random: () => 0 });
  // The same words mean two things here, as long as nobody notices.
  for (let i = 0; i < 40; i++) {
    const asked = question(`question number ${'abcdefghij'[i % 10]} of the list ${'klmn'[i % 4]}`);
    await line.teach(asked, OPEN, 3);
    for (let n = 0; n < 3; n++) {
      const call = line.calls.call(newCallSid());
      const reply = call.ask(asked);
      if (reply && call.audits(asked, reply)) call.learn(asked, WHERE);
      await line.cache.flush();
    }
  }
  await line.cache.refit(owner.workflowId);
  const { audits, auditsWrong, workflows } = line.cache.stats();
  expect(auditsWrong).toBe(audits);
  expect(audits).toBeGreaterThan(0);
  expect(workflows[0]?.agreeing).not.toBe(3);
  await line.cache.close();
});
