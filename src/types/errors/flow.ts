import type { ErrorEntry } from './entry.ts';

export const flowErrors = {
  // -- documents
  FLOW_DOCUMENT_INVALID: {
    status: 400,
    message: 'The workflow document is not valid at {path}: {reason}.',
    fix: 'Correct the named place, or export a workflow from this server and compare.',
  },
  FLOW_DOCUMENT_TOO_LARGE: {
    status: 413,
    message: 'The workflow document is larger than {limit} {unit}.',
    fix: 'Split the workflow into smaller ones.',
  },
  FLOW_DOCUMENT_VERSION: {
    status: 400,
    message: 'The workflow document has format version {version}, and this server reads up to {current}.',
    fix: 'Update the server, or export the workflow from a server of this version.',
  },
  // -- expressions
  FLOW_EXPRESSION_SYNTAX: {
    status: 400,
    message: 'The expression cannot be read: {reason}.',
    fix: 'Write it as in docs/expressions.md, for example  age >= 18 && city == "Hong Kong".',
  },
  FLOW_EXPRESSION_TOO_LONG: {
    status: 400,
    message: 'The expression is longer than {limit} characters.',
    fix: 'Split it over several Set nodes.',
  },
  FLOW_EXPRESSION_FORBIDDEN: {
    status: 400,
    message: 'The expression uses {what}, which is not allowed.',
    fix: 'Use contains(), startsWith() or endsWith() instead of patterns, and one list macro at a time.',
  },
  FLOW_EXPRESSION_UNKNOWN_VARIABLE: {
    status: 400,
    message: 'The expression reads the variable {name}, which the flow does not declare.',
    fix: 'Declare the variable, or correct its name.',
  },
  FLOW_EXPRESSION_FAILED: {
    status: 400,
    message: 'The expression could not be worked out ({reason}).',
    fix: 'Check the types of its variables; a variable that is not set is null.',
  },
  FLOW_EXPRESSION_RESULT: {
    status: 400,
    message: 'The expression gives {what}, which a variable cannot hold.',
    fix: 'Turn the result into text, a number, true or false, a list or an object.',
  },
  FLOW_VALUE_TOO_LARGE: {
    status: 400,
    message: 'A value is larger than {limit} characters.',
    fix: 'Keep only the part of the value that the call needs.',
  },
  // -- running
  FLOW_RUNAWAY: {
    status: 500,
    message: 'The flow passed {limit} nodes without listening to the caller.',
    fix: 'Put a node that listens into the loop.',
  },
  FLOW_INPUT_IGNORED: {
    status: 500,
    message: 'The flow waits for {waiting} and was given {input}.',
    fix: 'None needed: late answers of an earlier step are dropped.',
  },
  FLOW_NODE_FAILED: {
    status: 500,
    message: 'The node could not do its work ({reason}).',
    fix: 'See the problems of the workflow; the caller was taken to the fallback.',
  },
  FLOW_NO_MODEL: {
    status: 500,
    message: 'The conversation runs on its examples and knowledge lines, without a language model.',
    fix: 'Choose a model provider in the workflow’s setup, or keep it so.',
  },
  FLOW_FUNCTION_FAILED: {
    status: 500,
    message: 'A function kept none of its values during a call ({reason}).',
    fix: 'Check its lines; the call went on along the outcome error.',
  },
  FLOW_FUNCTION_TYPE: {
    status: 400,
    message: 'The value for {name} is no {type}.',
    fix: 'Convert it in the expression, for example with string() or double(), or declare the variable with another type.',
  },
  FLOW_EXPRESSION_SKIPPED: {
    status: 500,
    message: 'An expression failed during a call and was taken as empty ({reason}).',
    fix: 'Check the expression on the named node.',
  },
  // -- what validation finds
  FLOW_NO_START: {
    status: 422,
    message: 'There is no Start node.',
    fix: 'Add a Start node and connect it.',
  },
  FLOW_TWO_STARTS: {
    status: 422,
    message: 'There is more than one Start node.',
    fix: 'Keep one Start node.',
  },
  FLOW_NODE_TYPE_UNKNOWN: {
    status: 422,
    message: 'This server has no node type {type}.',
    fix: 'Update the server, or replace the node.',
  },
  FLOW_NODE_INVALID: {
    status: 422,
    message: 'The node’s settings are not valid: {reason}.',
    fix: 'Open the node and correct the marked field.',
  },
  FLOW_DUPLICATE_ID: {
    status: 422,
    message: 'The id or name {id} is used twice.',
    fix: 'Rename one of them.',
  },
  FLOW_RESERVED_NAME: {
    status: 422,
    message: 'The name {name} is reserved.',
    fix: 'Choose another name.',
  },
  FLOW_EDGE_DANGLING: {
    status: 422,
    message: 'A connection leads from or to a node that does not exist.',
    fix: 'Delete the connection or connect it again.',
  },
  FLOW_EDGE_UNKNOWN_OUTCOME: {
    status: 422,
    message: 'A connection leaves from an outcome {outcome} that the node does not have.',
    fix: 'Connect it to one of the node’s outcomes.',
  },
  FLOW_OUTCOME_TWICE: {
    status: 422,
    message: 'Two connections leave from the outcome {outcome}.',
    fix: 'Keep one of them.',
  },
  FLOW_OUTCOME_UNCONNECTED: {
    status: 422,
    message: 'The outcome {outcome} leads nowhere.',
    fix: 'Connect it, or mark it as a hang-up on purpose.',
  },
  FLOW_BRANCH_NO_ELSE: {
    status: 422,
    message: 'The Else of a Branch leads nowhere.',
    fix: 'Connect Else.',
  },
  FLOW_UNREACHABLE: {
    status: 422,
    message: 'No path leads to this node.',
    fix: 'Connect it or delete it.',
  },
  FLOW_LOOP_WITHOUT_LISTENING: {
    status: 422,
    message: 'A loop never listens to the caller.',
    fix: 'Put a node that listens into the loop.',
  },
  FLOW_VARIABLE_UNDECLARED: {
    status: 422,
    message: 'The variable {name} is not declared.',
    fix: 'Declare it in the flow’s variables.',
  },
  FLOW_VARIABLE_UNSET: {
    status: 422,
    message: 'The variable {name} may be read before it is set.',
    fix: 'Set it on every path before, or give it an initial value.',
  },
  FLOW_LINE_MISSING: {
    status: 422,
    message: 'There is no text in {language}.',
    fix: 'Write the line in every language of the workflow.',
  },
  FLOW_PHRASES_MISSING: {
    status: 422,
    message: 'An answer cannot be chosen in {language}.',
    fix: 'Add phrases that callers may say, or a key.',
  },
  FLOW_PHRASES_CLASH: {
    status: 422,
    message: 'Two answers share {shared}.',
    fix: 'Give each answer phrases and a key of its own.',
  },
  FLOW_MEMBER_UNKNOWN: {
    status: 422,
    message: 'A flexible group names a step that callers cannot be taken to.',
    fix: 'Choose another step, or remove the entry.',
  },
  FLOW_GROUP_TOO_SMALL: {
    status: 422,
    message: 'A flexible group leaves callers nothing to choose.',
    fix: 'Give two or more of its steps phrases that callers may say, one of them a step that listens.',
  },
  FLOW_SUBFLOW_MISSING: {
    status: 422,
    message: 'A sub-flow runs a flow that is not there, or was never published.',
    fix: 'Choose another flow or version, or publish that flow first.',
  },
  FLOW_SUBFLOW_BROKEN: {
    status: 422,
    message: 'A sub-flow runs a flow that has errors of its own.',
    fix: 'Correct that flow and publish it, or choose another version of it.',
  },
  FLOW_SUBFLOW_RECURSION: {
    status: 422,
    message: 'A flow runs itself, by way of its sub-flows.',
    fix: 'Take one of the sub-flows out of the circle; to go back to an earlier step, connect it.',
  },
  FLOW_SUBFLOW_TOO_LARGE: {
    status: 422,
    message:
      'With its sub-flows the flow is deeper than {depth} flows inside each other, or larger than {nodes} nodes.',
    fix: 'Run fewer flows inside each other.',
  },
  FLOW_SUBFLOW_WAY: {
    status: 422,
    message: 'The ways out of a sub-flow and the End nodes of its flow do not fit.',
    fix: 'Name the ways out as the End nodes are called.',
  },
  FLOW_SUBFLOW_LANGUAGE: {
    status: 422,
    message: 'A sub-flow runs a flow that does not speak {language}.',
    fix: 'Add the language to that flow, or choose another flow.',
  },
  FLOW_SUBFLOW_UNCHECKED: {
    status: 422,
    message: 'The flow that a sub-flow runs is not known here.',
    fix: 'None needed: the server checks it when the workflow is imported.',
  },
  FLOW_MESSAGE_NO_SOUND: {
    status: 422,
    message: 'Only the words of messages can be kept: the carrier hears the caller.',
    fix: 'Choose media streams as the workflow’s transport to keep the sound.',
  },
  FLOW_NUMBER_MISSING: {
    status: 422,
    message: 'A transfer has no number that can be called.',
    fix: 'Enter a number such as +441632960123, a SIP address, or a template.',
  },
  FLOW_KNOWLEDGE_EMPTY: {
    status: 422,
    message: 'A knowledge answer has nothing to answer from.',
    fix: 'Write an entry, or a text, in the settings of the node.',
  },
  FLOW_MESSAGE_EMPTY: {
    status: 422,
    message: 'A message has no text.',
    fix: 'Write the text of the message, or the body of the webhook.',
  },
  FLOW_MESSAGE_NUMBER: {
    status: 422,
    message: 'A message has no number that it could be sent to, or from.',
    fix: 'Leave the number empty for the caller’s own, or enter one such as +441632960123. Callers who withhold their number cannot be written to.',
  },
  FLOW_MESSAGE_BODY: {
    status: 422,
    message: 'The body of a webhook is not JSON.',
    fix: 'Write a JSON value, with quotation marks around the texts that are filled in.',
  },
  FLOW_MESSAGE_ACCOUNT: {
    status: 409,
    message: 'The server has no carrier’s account that could send text messages.',
    fix: 'Set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TELNYX_API_KEY, and start the server again.',
  },
  FLOW_VOICE_MISSING: {
    status: 422,
    message: 'The workflow does not speak {language}.',
    fix: 'Add the language and its voice to the workflow’s setup.',
  },
  FLOW_RELAY_PAIR: {
    status: 422,
    message: 'ConversationRelay cannot use the voice or speech model that is set for {language}.',
    fix: 'Set a provider with a voice of its own in the language (`weaver languages show TAG` lists them), or leave them out.',
  },
  FLOW_RELAY_LANGUAGE: {
    status: 422,
    message: 'ConversationRelay is not known to speak {language}.',
    fix: 'Let the audio come here (transport media) with a provider that speaks the language, or set relay.ttsProvider and relay.voice to a pair that you know.',
  },
} as const satisfies Record<string, ErrorEntry>;
