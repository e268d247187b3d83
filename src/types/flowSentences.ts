import type { ErrorCode } from './errors/index.ts';

type Sentences = Readonly<Partial<Record<ErrorCode, string>> & Record<`${ErrorCode}.${string}`, string>>;

/**
 * What flow problems mean for a caller, in English; `{name}` is filled from the problem's parameters. A key is the code of the
 * problem, with a dot and a word where one code says several things. The page says the same in its languages
 * (`locales/<language>/problems.json`, held together by a test).
 */
export const flowSentences = {
  FLOW_NO_START: 'A caller would hear nothing: the flow has no Start.',
  FLOW_TWO_STARTS: 'It would be chance which greeting a caller hears: there is a second Start.',
  FLOW_NODE_TYPE_UNKNOWN: 'Calls could not go on here: this server has no node type “{type}”.',

  FLOW_NODE_INVALID: 'Calls could not go on here: a setting is not valid.',
  'FLOW_NODE_INVALID.missing': 'Calls could not go on here: a setting is missing.',
  'FLOW_NODE_INVALID.empty': 'Calls could not go on here: a setting is empty.',
  'FLOW_NODE_INVALID.kind': 'Calls could not go on here: a setting has a value of the wrong kind.',
  'FLOW_NODE_INVALID.choice': 'Calls could not go on here: a setting is none of the values it may have.',
  'FLOW_NODE_INVALID.least': 'Calls could not go on here: a setting is below its least value, {limit}.',
  'FLOW_NODE_INVALID.most': 'Calls could not go on here: a setting is above its largest value, {limit}.',
  'FLOW_NODE_INVALID.short': 'Calls could not go on here: a text has fewer than {limit} characters.',
  'FLOW_NODE_INVALID.long': 'Calls could not go on here: a text has more than {limit} characters.',
  'FLOW_NODE_INVALID.few': 'Calls could not go on here: a list has fewer than {limit} entries.',
  'FLOW_NODE_INVALID.many': 'Calls could not go on here: a list has more than {limit} entries.',
  'FLOW_NODE_INVALID.form': 'Calls could not go on here: a setting must be {form}.',
  'FLOW_NODE_INVALID.noChoices': 'No answer of a caller would be accepted: the field offers no choices.',
  'FLOW_NODE_INVALID.url': 'The look-up would fail for every caller: its address is not a web address.',

  FLOW_DUPLICATE_ID: 'A caller would reach only the first of two nodes with one id.',
  'FLOW_DUPLICATE_ID.edge': 'One of two connections with one id could be lost, and callers with it.',
  'FLOW_DUPLICATE_ID.variable':
    'What callers say could be kept under the wrong rules: {name} is declared twice.',
  'FLOW_DUPLICATE_ID.outcome':
    'Two answers of a caller would lead the same way: the outcome “{id}” exists twice.',
  'FLOW_DUPLICATE_ID.member': 'Only the first of two entries for one node would count.',
  FLOW_RESERVED_NAME: 'Expressions would read the call instead of the variable: {name} is reserved.',
  'FLOW_RESERVED_NAME.id': 'The call’s own notes would be overwritten: ids may not begin with $.',
  'FLOW_RESERVED_NAME.inside':
    'A caller could come to another node than the one drawn: ids that begin with a sub-flow’s and a slash are taken.',

  FLOW_EDGE_DANGLING: 'A call that took this connection would break off: one of its ends does not exist.',
  'FLOW_EDGE_DANGLING.entry': 'A call cannot go back into a {title} node.',
  FLOW_EDGE_UNKNOWN_OUTCOME: 'No caller would ever go this way: the node has no outcome “{outcome}”.',
  FLOW_OUTCOME_TWICE: 'It would be chance where a caller goes: two connections leave from “{outcome}”.',
  FLOW_OUTCOME_UNCONNECTED:
    'A caller would be cut off after “{label}”: connect it, or mark it as a hang-up on purpose.',
  FLOW_BRANCH_NO_ELSE: 'A caller for whom no condition is true would be cut off: connect Else.',
  FLOW_UNREACHABLE: 'No caller ever gets here: nothing leads to this node.',
  FLOW_LOOP_WITHOUT_LISTENING:
    'A caller would hear the same lines over and over until the call is broken off: this loop never listens.',
  'FLOW_LOOP_WITHOUT_LISTENING.waits':
    'A caller could be kept waiting without being able to say a word: this loop never listens.',

  FLOW_EXPRESSION_SYNTAX: 'The call could not go on as drawn: the expression cannot be read ({reason}).',
  FLOW_EXPRESSION_TOO_LONG:
    'The call could not go on as drawn: the expression is longer than {limit} characters.',
  FLOW_EXPRESSION_FORBIDDEN:
    'The call could not go on as drawn: the expression uses {what}, which is not allowed.',
  FLOW_VARIABLE_UNDECLARED: 'A caller would hear a gap here: the variable {name} is not declared.',
  'FLOW_VARIABLE_UNDECLARED.write':
    'What the caller says would be lost: the variable {name} is not declared.',
  'FLOW_VARIABLE_UNDECLARED.inside':
    'What the caller said would be lost: the flow “{workflow}” has no variable {name}.',
  FLOW_VARIABLE_UNSET: 'On some path a caller comes here before {name} has a value, and would hear a gap.',

  FLOW_LINE_MISSING: 'A caller would hear silence here: the line is empty.',
  'FLOW_LINE_MISSING.language': 'A caller who speaks {language} would hear this line in another language.',
  FLOW_PHRASES_MISSING: 'No caller could choose “{id}”: it has neither phrases nor a key.',
  'FLOW_PHRASES_MISSING.language': 'A caller who speaks {language} could not choose “{id}”.',
  FLOW_PHRASES_CLASH:
    'A caller who says “{phrase}” would not be understood: it stands for “{other}” and “{id}”.',
  'FLOW_PHRASES_CLASH.key': 'A caller who presses {digit} for “{id}” would get “{other}”.',
  FLOW_MESSAGE_NO_SOUND:
    'A caller’s message would be kept in words only: over ConversationRelay its sound never reaches this server.',
  FLOW_NUMBER_MISSING:
    'A caller who should be connected would be told that it failed: there is no number to call.',
  FLOW_KNOWLEDGE_EMPTY: 'No caller would get an answer here: nothing is written to answer from.',
  FLOW_MESSAGE_EMPTY: 'Nobody would be sent anything: the message has no text.',
  'FLOW_MESSAGE_EMPTY.language':
    'A caller who speaks {language} would be sent this message in another language.',
  'FLOW_MESSAGE_EMPTY.body': 'The other system would be told nothing: the message has no body.',
  FLOW_MESSAGE_NUMBER: 'No message would arrive: the number is not in international form.',
  'FLOW_MESSAGE_NUMBER.from':
    'No message would be sent: the sender is neither a number in international form nor a name of at most 11 letters and digits.',
  'FLOW_MESSAGE_NUMBER.url': 'No message would arrive: its address is not a web address.',
  FLOW_MESSAGE_BODY: 'The other system may not understand the message: its body is not JSON.',
  FLOW_MESSAGE_ACCOUNT: 'No text message would be sent: the server has no carrier’s account to send it from.',
  FLOW_VOICE_MISSING: 'A caller who chooses {language} would hear silence: the workflow has no voice for it.',

  FLOW_MEMBER_UNKNOWN: 'A caller who asks for this node would be cut off: it does not exist.',
  'FLOW_MEMBER_UNKNOWN.entry':
    'A caller who asks for this node would be cut off: a {title} node cannot be gone to.',
  FLOW_GROUP_TOO_SMALL:
    'Callers could not choose the order here: fewer than two nodes of this group have words that ask for them.',
  'FLOW_GROUP_TOO_SMALL.deaf':
    'Callers could not choose the order here: no node of this group listens to them.',

  FLOW_SUBFLOW_MISSING: 'Calls could not go on here: no flow is chosen.',
  'FLOW_SUBFLOW_MISSING.flow': 'Calls could not go on here: the flow “{workflow}” was never published.',
  'FLOW_SUBFLOW_MISSING.version':
    'Calls could not go on here: there is no version {version} of the flow “{workflow}”.',
  FLOW_SUBFLOW_BROKEN:
    'A caller would be cut off inside: the flow “{workflow}” has errors, or nothing behind its Start.',
  FLOW_SUBFLOW_RECURSION: 'A caller would never get out of here: the flow “{workflow}” runs itself.',
  FLOW_SUBFLOW_TOO_LARGE: 'Calls could not be answered: too many flows lie inside each other here.',
  FLOW_SUBFLOW_LANGUAGE:
    'A caller who speaks {language} would hear another language here: the flow “{workflow}” does not speak it.',
  FLOW_SUBFLOW_UNCHECKED:
    'Whether a caller gets through the flow “{workflow}” is not known here: it is not in this file.',
  FLOW_SUBFLOW_WAY:
    'A caller for whom “{workflow}” ends with “{exit}” would go on along Failed: no way out has that id.',
  'FLOW_SUBFLOW_WAY.unused':
    'No caller would ever go along “{id}”: the flow “{workflow}” has no End of that name.',

  'FLOW_RELAY_PAIR.noVoice':
    'On ConversationRelay {used} is used: {voice} is not the name of a voice of Google, Amazon or ElevenLabs.',
  'FLOW_RELAY_PAIR.owner':
    'On ConversationRelay {used} is used: {voice} is a voice of {owner}, not of {provider}.',
  'FLOW_RELAY_PAIR.speaks':
    'On ConversationRelay {used} is used: {provider} is not known to speak {language} there.',
  'FLOW_RELAY_PAIR.other': 'On ConversationRelay {used} is used: {voice} does not speak {language}.',
  'FLOW_RELAY_PAIR.noModel':
    'On ConversationRelay the usual model of {transcriber} listens: the speech model is not the name of one.',
  'FLOW_RELAY_PAIR.modelOwner':
    'On ConversationRelay the usual model of {transcriber} listens: {model} is a speech model of {owner}.',
  'FLOW_RELAY_PAIR.deaf':
    'On ConversationRelay the usual model of {transcriber} listens: {model} does not hear {language}.',
  FLOW_RELAY_LANGUAGE:
    'Nothing is known of {language} on ConversationRelay: the carrier’s default voice is used, and callers may not understand it.',
  'FLOW_RELAY_LANGUAGE.unspoken':
    'No voice of ConversationRelay is known to speak {language}, and the carrier’s default does not: callers would not understand it.',
  'FLOW_RELAY_LANGUAGE.unlisted':
    'Google’s {voice} is used for {language}, which the carrier is not known to have: on ConversationRelay, calls may break off.',
} as const satisfies Sentences;

export type FlowSentence = keyof typeof flowSentences;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** A value for each `{name}` of a sentence, and more where the page can say it in its own language (`outcome`, `nodeType`). */
export type SentenceParams<S extends FlowSentence = FlowSentence> = Readonly<
  Record<NamesIn<(typeof flowSentences)[S]>, string | number> & Record<string, string | number>
>;

/** A sentence with what stands in it. */
export interface Said {
  readonly sentence: FlowSentence;
  readonly params?: Readonly<Record<string, string | number>>;
}

export function sentenceText(sentence: FlowSentence, params: NonNullable<Said['params']>): string {
  return flowSentences[sentence].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(params[name] ?? whole),
  );
}
