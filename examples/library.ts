// @ci
/**
 * The library without a server: one orchestrator, one call on a text leg that this file plays itself.
 * Run: npm run -s weaver -- example library   (or: node --conditions=weaver-source examples/library.ts)
 */
import PerformanceOrchestrator, { switchboard, type TextLeg, type TextTransportSink } from 'call-flow-weaver';

const orchestrator = new PerformanceOrchestrator(
  { name: 'Harbour Café', languages: [{ language: 'en-US' }] },
  {
    targetLatency: 300,
    maxLatency: 500,
    cacheEnabled: true,
    languageOptimization: true,
    failoverEnabled: true,
  },
);

orchestrator.on('performanceAlert', (alert) => console.warn('Performance alert:', alert));
orchestrator.on('turn', ({ turn }) => {
  const ms = turn.clocks.decisionToAudioMs;
  console.log(`${turn.caller === '' ? '(greeting)' : `caller: ${turn.caller}`}\n  agent: ${turn.agent}`);
  console.log(`  decision → audio: ${ms === null ? '–' : `${ms.toFixed(1)} ms`}`);
});

/** A carrier in a few lines: it "speaks" each text at once and reports it as played. */
function carrierLeg(callSid: string): { leg: TextLeg; say: (words: string) => void } {
  let ears: TextTransportSink | null = null;
  const leg: TextLeg = {
    kind: 'text',
    carrier: 'simulator',
    reportsPlayout: true,
    start: {
      callSid,
      streamSid: 'VX1',
      accountSid: 'AC1',
      from: '+15550100',
      to: '+15550101',
      direction: 'inbound',
      parameters: {},
      resumed: false,
    },
    open(sink) {
      ears = sink;
      return {
        kind: 'text',
        backlogBytes: 0,
        sendText: (token) => void (token !== '' && setImmediate(() => sink.tokensPlayed(token))),
        setLanguage: () => undefined,
        sendDigits: () => undefined,
        end: () => void setImmediate(() => sink.closed('hung-up')),
        close: () => sink.closed('hung-up'),
      };
    },
  };
  return { leg, say: (words) => ears?.prompt(words, 'en-US', true) };
}

const callSid = 'CA00000000000000000000000000000001';
const carrier = carrierLeg(callSid);
switchboard.arrive(carrier.leg); // a server does this when the call's socket opens
const call = await orchestrator.startOptimizedConversation(callSid);

setTimeout(() => carrier.say('Goodbye!'), 200);
console.log(`The call ended: ${await call.ended}`);
const { turns, clocks } = orchestrator.snapshot({ origin: 'simulated' });
console.log(
  `Turns: ${turns}; decision → audio P95 ${clocks.decisionToAudio.p95.toFixed(1)} ms (simulated carrier).`,
);
await orchestrator.close();
