/** What the end of a Cantonese utterance is judged by: its last characters, in one spelling, and how much was said. */
import { detectFold } from './detectFold.ts';

const LONGEST = 3;
const TAIL = 40;

/** `X`, `XY`, `XYZ`: the last one, two and three; `^XY` where they are all that was said; `#2` by length. */
export function endingFeatures(text: string): string[] {
  const characters = [...detectFold(text.slice(-TAIL))].filter((it) => it !== ' ');
  const features: string[] = [];
  for (let size = 1; size <= Math.min(LONGEST, characters.length); size += 1)
    features.push(characters.slice(-size).join(''));
  if (characters.length > 0 && characters.length <= LONGEST) features.push(`^${characters.join('')}`);
  features.push(`#${Math.min(8, characters.length)}`);
  // English at the end of a Cantonese sentence: the characters before it say nothing.
  if (/[A-Za-z]\s*$/.test(text)) return [`#${Math.min(8, characters.length)}`, 'latin'];
  return features;
}
