/**
 * Learns how likely English speech is over after its last words. `node bench/language/endings/trainEnglish.ts [data] [--quick]`
 * prints, for each corpus, how well the others tell its ends from its cuts, and a five-fold cross-validation by dialogue; then
 * it writes `english.json`. Quick: writes only.
 */
import { englishCorpora, silencesOf, type Silence } from './english.ts';
import { dataOf, printScores, scoredBy, writeTable } from './print.ts';
import { trainEndings } from './train.ts';

const FOLDS = 5;
const all = englishCorpora.flatMap((corpus) => silencesOf(dataOf(), corpus));

function crossValidate(): void {
  for (const corpus of englishCorpora) {
    const table = trainEndings(all.filter((it) => it.corpus !== corpus));
    printScores(
      `${corpus}, learned on the others`,
      scoredBy(
        table,
        all.filter((it) => it.corpus === corpus),
      ),
    );
  }
  const held: (Silence & { readonly odds: number })[] = [];
  for (let part = 0; part < FOLDS; part++) {
    const table = trainEndings(all.filter((it) => it.part !== part));
    held.push(
      ...scoredBy(
        table,
        all.filter((it) => it.part === part),
      ),
    );
  }
  for (const corpus of englishCorpora)
    printScores(
      `${corpus}, other dialogues`,
      held.filter((it) => it.corpus === corpus),
    );
}

if (!process.argv.includes('--quick')) crossValidate();
writeTable('english', trainEndings(all));
