/**
 * Call Flow Weaver as a library.
 *
 * @module
 */
export {
  PerformanceOrchestrator,
  PerformanceOrchestrator as default,
} from './services/performanceOrchestrator.ts';
export type {
  AnswerOptions,
  CallHandle,
  CallRecorder,
  Chosen,
  Handoff,
  OrchestratorEvents,
  OrchestratorOptions,
  PerformanceAlert,
  PrepareProgress,
  ProviderSet,
} from './services/performanceOrchestrator.ts';
export {
  compileFlow,
  createFlowPort,
  exportDocument,
  loadLibrary,
  nodeSpecs,
  parseDocument,
  validateFlow,
} from './services/flow/index.ts';
export { createTurnMachine, replayCall, Switchboard, switchboard } from './services/conversation/index.ts';
export { LanguageOptimizer } from './services/languageOptimizer.ts';
export { errorTable, WeaverError, type ErrorCode } from './types/errors/index.ts';
export { systemClock, seededRandom, type Clock, type Random } from './types/clock.ts';
export type * from './types/answer.ts';
export type * from './types/call.ts';
export type * from './types/expectation.ts';
export type * from './types/flow.ts';
export type * from './types/flowRuntime.ts';
export type * from './types/leg.ts';
export type * from './types/metrics.ts';
export type * from './types/ports.ts';
export type * from './types/timeline.ts';
export type * from './types/transport.ts';
export type * from './types/turn.ts';
export type * from './types/voice.ts';
export type * from './types/workflow.ts';
export type * from './types/workflowConfig.ts';
