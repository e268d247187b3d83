import { relayPairing, type RelayDoubtKind } from '../../../lib/languages/relayPairing.ts';
import type { ErrorCode } from '../../../types/errors/index.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';
import { problem, type Rule } from './problem.ts';

const codes: Readonly<Record<RelayDoubtKind, ErrorCode>> = {
  pair: 'FLOW_RELAY_PAIR',
  model: 'FLOW_RELAY_PAIR',
  unspoken: 'FLOW_RELAY_LANGUAGE',
  unknown: 'FLOW_RELAY_LANGUAGE',
  unlisted: 'FLOW_RELAY_LANGUAGE',
};

/** Where the carrier may speak, it can speak every language, and with what the workflow asks for. */
export const carrierSpeaks: Rule = function* ({ config }) {
  if (config.transport === 'media') return;
  for (const [index, voice] of config.languages.entries()) {
    // A workflow for Telnyx: its carrier knows its own voices.
    if (voice.relay.voice?.startsWith('Telnyx.') === true) continue;
    for (const { kind, field, reason } of relayPairing(voice).doubts)
      yield problem(codes[kind], severity(kind, config), `${when(config)}${reason}`, {
        path: ['config', 'languages', index, ...(field === null ? ['language'] : ['relay', field])],
      });
  }
};

/** `auto` may never ask the carrier to speak; what is not known may well work. */
const severity = (kind: RelayDoubtKind, { transport }: WorkflowConfig) =>
  kind === 'unspoken' && transport === 'relay' ? 'error' : 'warning';

const when = ({ transport }: WorkflowConfig): string =>
  transport === 'relay' ? '' : 'Where the carrier speaks: ';
