/** What the rest of the server may use of this room. */
export {
  ClauseCutter,
  clauseOptionsFor,
  cutClauses,
  defaultClauseOptions,
  type ClauseOptions,
} from './clauses.ts';
export { PromptCache, promptKey, SCRIPTED_USES, type AudioCache, type SaidLine } from './promptCache.ts';
export {
  alawToMulaw,
  decodeAlaw,
  decodeMulaw,
  encodeAlaw,
  encodeMulaw,
  FRAME_BYTES,
  MULAW_SILENCE,
  mulawToAlaw,
} from './mulaw.ts';
export { DtmfDetector } from './dtmf.ts';
export { dtmfTones } from './dtmfTones.ts';
export { EnergyVad } from './vad/energyVad.ts';
export { NeuralVad } from './vad/neuralVad.ts';
export { VadWorker, sharedVadWorker } from './vad/vadWorker.ts';
export { defaultVadOptions, type Vad, type VadOptions, type VadSink } from './vad/vad.ts';
export { sharedWheel, Wheel } from './wheel.ts';
export type { LoadLevel } from './load.ts';
export type { LoadChange, LoadFigures } from './loadWatch.ts';
export { ArrivalJitter } from './arrivalJitter.ts';
