/** Small valid values for this room's tests. */
import type { CallInfo } from '../../../src/types/call.ts';
import type { Turn } from '../../../src/types/turn.ts';
import { workflowDocument, type WorkflowDocument } from '../../../src/types/workflow.ts';

export function sampleDocument(name = 'Clinic', numbers: string[] = [], label = 'first'): WorkflowDocument {
  return workflowDocument.parse({
    format: 'call-flow-weaver/workflow',
    formatVersion: 1,
    config: { name, languages: [{ language: 'zh-HK' }], telephone: { numbers } },
    flow: {
      nodes: [{ id: 'start', type: 'start', label, data: { text: '你好 \u0000 "quoted" 👋' } }],
      edges: [],
    },
  });
}

export function sampleCall(callSid: string, changes: Partial<CallInfo> = {}): CallInfo {
  return {
    callSid,
    transport: 'media',
    carrier: 'twilio',
    direction: 'inbound',
    from: '+85291234567',
    to: '+85221234567',
    workflowId: 'wf_1',
    workflowVersion: 1,
    language: 'zh-HK',
    ...changes,
  };
}

export function sampleTurn(index: number, changes: Partial<Turn> = {}): Turn {
  return {
    index,
    input: 'speech',
    caller: '我想預約',
    agent: '好，幾時？',
    heard: '好，幾時？',
    source: 'scripted',
    language: 'zh-HK',
    nodeId: 'ask',
    interrupted: false,
    clocks: { decisionToAudioMs: 80.5, speechEndToAudioMs: 310.25, earEstimateMs: 540.25 },
    timeline: { speechEnd: 100, decision: 329.75, firstAudio: 410.25 },
    ...changes,
  };
}
