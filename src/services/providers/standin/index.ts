export * from './latency.ts';
export { SpokenBoard, type Spoken } from './spokenBoard.ts';
export { StandInRecogniser, type StandInRecogniserOptions } from './standInRecogniser.ts';
export { StandInSynthesiser, type StandInSynthesiserOptions } from './standInSynthesiser.ts';
export { StandInModel, type ScriptedReply, type StandInModelOptions } from './standInModel.ts';
