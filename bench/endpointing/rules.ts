/** What is compared: the detector, parts of it, and fixed silences. */
import { endpointOf } from '../../src/services/conversation/endpointing.ts';
import { turnEnding } from '../../src/services/language/endings/turnEnding.ts';
import type { LanguageTag } from '../../src/types/language.ts';
import type { Rule, Situation } from './turn.ts';

const ending = (text: string, language: LanguageTag) => turnEnding(text, language).final;

/** As calls use it. `scale`: of the expectation's patience, for the curve. */
export function detector(scale = 1): Rule {
  return {
    wordless: false,
    silence: ({ text, expectation, ...heard }) =>
      endpointOf(scaled(expectation, scale), text, { ...heard, ending }).silenceMs,
  };
}

function scaled(expectation: Situation['expectation'], scale: number): Situation['expectation'] {
  if (scale === 1) return expectation;
  const { endSilenceMs, capMs } = expectation.patience;
  const patience = { ...expectation.patience, endSilenceMs: endSilenceMs * scale, capMs: capMs * scale };
  return { ...expectation, patience };
}

export const withoutHabits: Rule = {
  wordless: false,
  silence: ({ expectation, text, final, speechMs }) =>
    endpointOf(expectation, text, { final, speechMs, ending }).silenceMs,
};

export const withoutEndings: Rule = {
  wordless: false,
  silence: ({ expectation, text, ...heard }) => endpointOf(expectation, text, heard).silenceMs,
};

/** As if nothing had been asked: every turn is an open one. */
export const withoutExpectation: Rule = {
  wordless: false,
  silence: ({ expectation, text, ...heard }) =>
    endpointOf({ ...expectation, kind: 'free', patience: openPatience(expectation) }, text, {
      ...heard,
      ending,
    }).silenceMs,
};

const openPatience = ({ patience }: Situation['expectation']) => ({
  ...patience,
  endSilenceMs: 500,
  capMs: 1_000,
});

/** So much silence, whatever was said. */
export const fixed = (ms: number): Rule => ({ wordless: true, silence: () => ms });
