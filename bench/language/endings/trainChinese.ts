/**
 * Learns how likely Cantonese and Mandarin speech is over after its last characters. `node bench/language/endings/trainChinese.ts
 * [data]` prints a five-fold cross-validation by conversation, each language judged by the other's weights too, and writes
 * `cantonese.json` and `mandarin.json`.
 */
import { crosswozSilences, hkcancorSilences, type ChineseSilence } from './chinese.ts';
import { dataOf, printScores, scoredBy, writeTable } from './print.ts';
import { defaultTraining, trainEndings } from './train.ts';

const FOLDS = 5;
const options = { ...defaultTraining, minSeen: 8, minCorpora: 1 };
const corpora = { cantonese: hkcancorSilences(dataOf(), 'dev'), mandarin: crosswozSilences(dataOf()) };

for (const [name, silences] of Object.entries(corpora)) {
  const held: (ChineseSilence & { readonly odds: number })[] = [];
  for (let part = 0; part < FOLDS; part++) {
    const table = trainEndings(
      silences.filter((it) => it.part !== part),
      options,
    );
    held.push(
      ...scoredBy(
        table,
        silences.filter((it) => it.part === part),
      ),
    );
  }
  printScores(`${name}, other conversations`, held);
  const table = trainEndings(silences, options);
  for (const [other, judged] of Object.entries(corpora))
    if (other !== name) printScores(`${other} by the weights of ${name}`, scoredBy(table, judged));
  writeTable(name, table);
}
