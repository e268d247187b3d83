/**
 * A simulated telephone network and simulated callers, for tests of your own flows (docs/simulator.md).
 */
export { runCall } from './runCall.ts';
export type { CallOutcome, CallProgress, RunCallOptions } from './runCall.ts';
export { testCallers } from './testCallers.ts';
export type { TestCallers } from './testCallers.ts';
export { scenarioFor, scenarioNames, scenarios } from './scenarios.ts';
export type { Scenario, ScenarioName } from './scenarios.ts';
export { answering, defaultCallerPatience, lines } from './caller/script.ts';
export type { CallerScript, CallerStep, CallView, PatienceOfCaller, Reply } from './caller/script.ts';
export { CallerVoices, closeEmbeddedCallerVoices, embeddedCallerVoices } from './caller/voices.ts';
export type { CallerVoiceChoice } from './caller/voices.ts';
export { CallerLine } from './caller/line.ts';
export { loadClip } from './caller/perform.ts';
export { clipOf } from './caller/clip.ts';
export type { Clip } from './caller/clip.ts';
export type { Exchange } from './caller/exchanges.ts';
export { readWav, toTelephone, twoChannelWav } from './caller/wav.ts';
export { faultsOf, noFaults, roughLine } from './faults.ts';
export type { BadMessage, Faults, Span } from './faults.ts';
export { defaultSimulatorOptions, simulatedAccount, TwilioSimulator } from './network/twilioSimulator.ts';
export type { PlaceCallOptions, SimulatorOptions } from './network/twilioSimulator.ts';
export type { DialBehaviour, Handset, NetworkEvent, SimulatedCall } from './network/call.ts';
export { Ticker, sharedTicker } from './network/ticker.ts';
export type { TickerStatistics } from './network/ticker.ts';
export { signRequest } from './network/signature.ts';
export { checkTwiml } from './network/twiml/check.ts';
export { checkMediaMessage } from './network/mediaMessages.ts';
export { checkRelayMessage } from './network/relayMessages.ts';
export { violationTitles } from './network/violations.ts';
export type { Violation } from './network/violations.ts';
