/** The language room: what is particular to a language and has nothing to do with one feature. */
export { aloud, type AloudOptions } from './aloud.ts';
export { builtInLine, builtInLines, languagesWithLines } from '../../lib/builtInLines/index.ts';
export {
  cantoneseRegion,
  dialectTags,
  otherWordings,
  toRegion,
  understandRegion,
} from './cantonese/lexicon.ts';
export { detectChinese, type ChineseDetection, type ChineseVariety } from './cantonese/detect.ts';
export { detectLanguage, type LanguageGuess } from './cantonese/detectLanguage.ts';
export { turnEnding, type TurnEnding } from './endings/turnEnding.ts';
export {
  cantoneseTones,
  readByWords,
  readCantonese,
  warmCantonese,
} from './cantonese/reading/readCantonese.ts';
export { unifySpelling } from './cantonese/spelling.ts';
export { hintsFor, relayHints, type Hints } from './hints/index.ts';
export {
  warmMatching,
  matchBySound,
  sameSound,
  soundDistance,
  type SoundMatch,
  type SoundOption,
} from './matching/index.ts';
export { mandarinToneReader, readMandarin, type MandarinSyllable } from './mandarin/mandarin.ts';
export { planFor, type PlanSources } from './plan.ts';
export { inRegister, registerInstructions, type Register } from './register/index.ts';
export * from './registry/index.ts';
export { soundKey, warmSound } from './sound.ts';
export { fillersOf, normaliseHeard } from './heard/index.ts';
export * from './spoken/index.ts';
export { readThai, thaiToneReader } from './thai/thai.ts';
export { toneReaderFor } from './toneReaders.ts';
export type { Syllable, ToneReader } from './tones.ts';
export { readVietnamese, vietnameseTone, vietnameseToneReader } from './vietnamese/vietnamese.ts';
