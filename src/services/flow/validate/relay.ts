import { relayPairing, type RelayDoubtKind } from '../../../lib/languages/relayPairing.ts';
import type { WorkflowConfig } from '../../../types/workflowConfig.ts';
import { problemOf, type Rule } from './problem.ts';

/** Where the carrier may speak, it can speak every language, and with what the workflow asks for. */
export const carrierSpeaks: Rule = function* ({ config }) {
  if (config.transport === 'media') return;
  for (const [index, voice] of config.languages.entries()) {
    // A workflow for Telnyx: its carrier knows its own voices.
    if (voice.relay.voice?.startsWith('Telnyx.') === true) continue;
    for (const { kind, field, said } of relayPairing(voice).doubts)
      yield problemOf(said, severity(kind, config), {
        path: ['config', 'languages', index, ...(field === null ? ['language'] : ['relay', field])],
      });
  }
};

/** `auto` may never ask the carrier to speak; what is not known may well work. */
const severity = (kind: RelayDoubtKind, { transport }: WorkflowConfig) =>
  kind === 'unspoken' && transport === 'relay' ? 'error' : 'warning';
