/**
 * Call flows: read and written (`document`), checked (`validate/`), compiled, and run as a pure function of state and
 * input (`engine`). One node type a file under `nodes/`.
 *
 * @example
 * const result = compileFlow(parseDocument(json));
 * if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
 * const port = createFlowPort(result.flow, { hasModel: false });
 */
export { compileFlow, validateFlow, type CompileResult, type FlowSurroundings } from './compile.ts';
export type { CompiledFlow, CompiledNode } from './compiledFlow.ts';
export { exportDocument, MAX_DOCUMENT_CHARACTERS, parseDocument } from './document.ts';
export { createFlowPort } from './engine.ts';
export { expectedPhrases } from './expectedPhrases.ts';
export { loadLibrary, pinned, referencesOf, type FlowLibrary, type FlowReference } from './library.ts';
export type { FlowLanguages, FlowPortOptions, HeardWords } from './portOptions.ts';
export { matchChoice, type Match, type MatchOptions } from './match.ts';
export { parseYesNo, type YesNo } from './parse/index.ts';
export { questionAt, type QuestionPlace } from './questionAt.ts';
export { scriptedLines, type ScriptedLine } from './scriptedLines.ts';
export { nodeSpecs, type NodeSpec } from './specs.ts';
