/**
 * Makes what `src/services/language/mandarin/data` holds: the tables from pinyin-pro, then the polyphone model from CPP
 * (Apache-2.0, its dev half: the other measures; BZNSYP is for evaluation only and not read here).
 *
 *   node scripts/language/trainMandarin.ts [--data ../shared/data] [--folds 10]
 *
 * With `--folds` it writes nothing and prints what a model reaches on sentences that it has not seen.
 */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cppExamples, crossValidated } from './cpp.ts';
import { mandarinData, writeLexicon } from './mandarinLexicon.ts';
import { modelLines, train } from './trainPolyphones.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, folds: { type: 'string' } } });
const data = join(resolve(values.data ?? process.env['WEAVER_DATA'] ?? '../shared/data'), 'language');
if (values.folds === undefined) {
  await writeLexicon();
  const examples = cppExamples(data, 'dev');
  const source =
    '# Trained on CPP (kakaobrain/g2pM, Apache License 2.0) by scripts/language/trainMandarin.ts.';
  const lines = modelLines(train(examples));
  writeFileSync(join(mandarinData, 'weights.txt'), `${[source, ...lines].join('\n')}\n`);
  console.log(JSON.stringify({ examples: examples.length, lines: lines.length }));
} else {
  const examples = cppExamples(data, 'dev');
  const folds = Number(values.folds);
  console.log(JSON.stringify({ examples: examples.length, folds, exact: crossValidated(examples, folds) }));
}
