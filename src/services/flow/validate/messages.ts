import { message, type MessageSettings } from '../nodes/message.ts';
import { problem, type Rule } from './problem.ts';

/** For a server that has no account of a carrier: nobody sends text messages there. */
export const noTextMessages: Rule = function* (graph) {
  for (const { node, type, data } of graph.sound.values())
    if (type.type === message.type && (data as MessageSettings).kind === 'sms')
      yield problem('FLOW_MESSAGE_ACCOUNT', 'warning', {}, { nodeId: node.id, path: ['kind'] });
};
