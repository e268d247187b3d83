/** Comparing by sound: for few candidates, where a homophone written by a recogniser still tells what was said. */
export { sameSound, soundDistance } from './compare.ts';
export { defaultSoundMatchOptions, matchBySound, warmMatching } from './choose.ts';
export type { SoundMatch, SoundMatchOptions, SoundOption } from './choose.ts';
