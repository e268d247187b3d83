import { z } from 'zod';
import { localisedText } from '../localised.ts';
import { defineNode, type NodeContext, type NodeFinding, type NodeResult } from '../nodeType.ts';
import { expect, key, variableName } from './common.ts';

const schema = z.object({
  prompt: localisedText.default({}).meta({ title: 'Before the message' }),
  beep: z.boolean().default(true).meta({ title: 'Tone' }),
  maxSeconds: z.number().int().min(1).max(600).default(120).meta({ title: 'At most, seconds' }),
  silenceSeconds: z
    .number()
    .min(0.5)
    .max(20)
    .default(4)
    .meta({ title: 'Silence that ends it, seconds', description: 'Nothing at all for so long: no message.' }),
  finishKey: key.optional().meta({ title: 'Key that ends it' }),
  saveTo: variableName.optional().meta({ title: 'Its words in', description: 'A text variable.' }),
});
type RecordSettings = z.output<typeof schema>;

/** A voicemail. What it is while the caller speaks: conversation/message.ts. */
export const record = defineNode({
  type: 'record',
  title: 'Record a message',
  description: 'Lets the caller leave a message, and keeps its sound and its words with the call.',
  category: 'speech',
  icon: 'voicemail',
  entered: true,
  schema,
  outcomesRule: 'recorded when there was more than a cough, silent otherwise.',
  consequence:
    'From the tone on nobody interrupts the caller and no word is taken for a command; global handlers and flexible groups wait. The message is kept with the call, also where the workflow does not record its calls, as long as calls are kept and for those who may hear them; deleting the call deletes it. A caller who hangs up in the middle has left what they said. Where the carrier hears (ConversationRelay) there is no sound: the words are kept, and the check says so.',
  outcomes: () => [
    { id: 'recorded', label: 'Recorded' },
    { id: 'silent', label: 'Silent' },
  ],
  listens: () => true,
  lines: (data) => [{ path: ['prompt'], text: data.prompt, required: true }],
  writes: ({ saveTo }, outcome) => (saveTo !== undefined && outcome === 'recorded' ? [saveTo] : []),
  check: (_data, { transport }): NodeFinding[] =>
    transport === 'relay' ? [{ sentence: 'FLOW_MESSAGE_NO_SOUND', severity: 'warning' }] : [],
  enter: (ctx) => listen(ctx),
  input(ctx, input) {
    if (input.type !== 'utterance') return { next: { do: 'go', outcome: 'silent' } };
    const { saveTo } = ctx.data;
    const set = saveTo === undefined ? {} : { [saveTo]: input.text };
    return { set, next: { do: 'go', outcome: 'recorded' } };
  },
  again: (ctx) => listen(ctx),
});

function listen(ctx: NodeContext<RecordSettings>): NodeResult {
  const { prompt, beep, maxSeconds, silenceSeconds, finishKey } = ctx.data;
  const silenceMs = Math.round(silenceSeconds * 1_000);
  const message = {
    silenceMs,
    maxMs: maxSeconds * 1_000,
    beep,
    ...(finishKey === undefined ? {} : { finish: finishKey }),
  };
  const plain = expect(ctx, 'free');
  const patience = { ...plain.patience, noInputMs: silenceMs };
  return {
    // Half of it would leave the caller without knowing what to say, and when.
    effects: ctx.say(prompt, { interruptible: false }),
    next: { do: 'listen', expectation: { ...plain, patience, dtmf: finishKey !== undefined, message } },
  };
}
