import { z } from 'zod';
import { localisedPhrases } from '../localised.ts';
import { defineNode } from '../nodeType.ts';
import { areaColour, areaSide, onCanvas } from './canvas.ts';

const member = z.object({
  // Said here and not found from where cards stand: moving a card on the canvas must not change what callers can do.
  node: z.string().min(1).max(64).meta({ title: 'Step', format: 'node' }),
  phrases: localisedPhrases.default({}).meta({
    title: 'Callers may say',
    description: 'Brings callers to this step from any other step of the group.',
  }),
  // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON, never awaited
  then: z.enum(['go', 'resume']).default('go').meta({
    title: 'Then',
    description: 'Go on along its connections, or ask the interrupted question again once the step is done.',
  }),
});
export type GroupMember = z.infer<typeof member>;

const flexible = { setting: 'flex', values: [true] };

export const frame = defineNode({
  ...onCanvas,
  type: 'frame',
  title: 'Frame',
  description: 'Holds steps together on the canvas; as a flexible group, callers choose the order.',
  icon: 'frame',
  schema: z.object({
    colour: areaColour.default('grey').meta({ title: 'Colour' }),
    width: areaSide.default(560).meta({ title: 'Width' }),
    height: areaSide.default(360).meta({ title: 'Height' }),
    flex: z.boolean().default(false).meta({
      title: 'Flexible group',
      description: 'Callers may go from any of its steps to any other by what they say.',
    }),
    members: z.array(member).max(50).default([]).meta({ title: 'Steps of the group', when: flexible }),
  }),
  consequence:
    'A plain frame is only drawn, and takes the cards inside it along when it is moved. With `flex`, a caller who waits at one of `members` and says what stands for another is taken there, as by a global handler, and the words may already be the answer: a phrase must be nearly all that was said, and the step’s own clear answer goes first. Outside of the group the phrases mean nothing. A jump costs no time and asks no model. Which steps belong is written in `members`; where cards stand does not matter.',
  answers: (data) =>
    (data.flex ? data.members : []).flatMap(({ node, phrases }, i) =>
      hasPhrases(phrases) ? [{ path: ['members', i, 'phrases'], id: node, phrases }] : [],
    ),
});

export const hasPhrases = (phrases: GroupMember['phrases']): boolean =>
  Object.values(phrases).some((list) => list.length > 0);

/** Of a flexible group. A frame that is only drawn has none. */
export function membersOf(data: unknown): readonly GroupMember[] {
  const { flex, members } = data as FrameData;
  return flex ? members : [];
}

interface FrameData {
  readonly flex: boolean;
  readonly members: readonly GroupMember[];
}
