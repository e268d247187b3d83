/** What recognisers write, in one form. */
export { fillersOf } from './fillers.ts';
export { normaliseHeard } from './normalise.ts';
