import { z } from 'zod';
import { defineNode } from '../nodeType.ts';
import { areaColour, areaSide, onCanvas } from './canvas.ts';

export const note = defineNode({
  ...onCanvas,
  type: 'note',
  title: 'Note',
  description: 'A text on the canvas. Calls pass it by.',
  icon: 'sticky-note',
  schema: z.object({
    text: z.string().max(4_000).default('').meta({ title: 'Text' }),
    colour: areaColour.default('yellow').meta({ title: 'Colour' }),
    width: areaSide.default(240).meta({ title: 'Width' }),
    height: areaSide.default(120).meta({ title: 'Height' }),
  }),
  consequence: 'For those who work on the flow: no caller hears it, and no check looks at it.',
});
