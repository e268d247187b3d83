/**
 * How often a Knowledge answer is right, by `node bench/knowledge.ts`. Reads `WEAVER_DATA` (default ../shared/data): banking
 * questions (BANKING77) with some of the 77 intents as entries, and requests of Chinese dialogues (CrossWOZ). Each row is ten
 * draws of entries and of their wordings. The method and the thresholds were chosen on the banking questions: its rows flatter.
 */
import { certain, defaultThreshold, near } from '../src/services/flow/retrieval/choose.ts';
import { PassageLibrary } from '../src/services/flow/retrieval/library.ts';
import { seededRandom } from '../src/types/clock.ts';
import { rowsOf } from './cache/data.ts';
import { shuffled } from './cache/split.ts';

interface Asked {
  readonly text: string;
  readonly label: string;
}

interface Set {
  readonly name: string;
  readonly wordings: ReadonlyMap<string, readonly Asked[]>;
  readonly asked: ReadonlyMap<string, readonly Asked[]>;
}

const DRAWS = 10;
const OF_EACH = 12;
const TOP = 3;

function banking(): Set | null {
  const rows = rowsOf<Asked & { split: string }>('banking77');
  if (!rows) return null;
  const of = (train: boolean) =>
    Map.groupBy(
      rows.filter(({ split }) => (split === 'train') === train),
      ({ label }) => label,
    );
  return { name: 'banking77', wordings: of(true), asked: of(false) };
}

interface Dialogue {
  readonly turns: readonly { readonly s: string; readonly t: string; readonly acts: readonly string[][] }[];
}

/** Turns that request one thing and say nothing else. A label with 30 of them or more is an entry. */
function crosswoz(): Set | null {
  const rows = rowsOf<Dialogue>('crosswoz');
  if (!rows) return null;
  const turns = rows.flatMap(({ turns }) => turns.filter(({ s }) => s === 'U'));
  const requests = turns.flatMap(({ t: text, acts }) => {
    const said = acts.filter(([kind]) => kind !== 'General');
    const label = said[0]?.[2];
    return said.length === 1 && said[0]?.[0] === 'Request' && label !== undefined ? [{ text, label }] : [];
  });
  const common = [...Map.groupBy(requests, ({ label }) => label)].filter(([, all]) => all.length >= 30);
  const half = (part: number) =>
    new Map(common.map(([label, all]) => [label, all.filter((_, i) => i % 2 === part)] as const));
  return { name: 'crosswoz', wordings: half(0), asked: half(1) };
}

function row(set: Set, entries: number, wordings: number, far: readonly string[], isText = false) {
  const random = seededRandom(1);
  const chance = () => random.next();
  const tally = { asked: 0, right: 0, wrong: 0, inTop: 0, near: 0, nearAnswered: 0, far: 0, farAnswered: 0 };
  let ms = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const labels = shuffled([...set.wordings.keys()].sort(), chance);
    const held = labels.slice(0, entries);
    const library = new PassageLibrary(
      held.map((label) => {
        const texts = shuffled(set.wordings.get(label) ?? [], chance)
          .slice(0, wordings)
          .map(({ text }) => text);
        return isText ? { questions: [], text: texts.join(' ') } : { questions: texts, text: '' };
      }),
    );
    const ask = (text: string) => {
      const begun = performance.now();
      const found = library.find(text, TOP);
      ms += performance.now() - begun;
      const said = certain(found, defaultThreshold.exact);
      return { said, top: near(found, defaultThreshold.model) };
    };
    for (const [i, label] of held.entries())
      for (const { text } of shuffled(set.asked.get(label) ?? [], chance).slice(0, OF_EACH)) {
        const { said, top } = ask(text);
        tally.asked += 1;
        if (said === i) tally.right += 1;
        else if (said !== null) tally.wrong += 1;
        if (top.includes(i)) tally.inTop += 1;
      }
    for (const label of labels.slice(entries))
      for (const { text } of (set.asked.get(label) ?? []).slice(0, 2)) {
        tally.near += 1;
        if (ask(text).said !== null) tally.nearAnswered += 1;
      }
    for (const text of far) {
      tally.far += 1;
      if (ask(text).said !== null) tally.farAnswered += 1;
    }
  }
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
  return {
    set: set.name + (isText ? ', as text' : ''),
    entries,
    wordings,
    asked: tally.asked,
    'answered right': share(tally.right, tally.asked),
    'right of answered': share(tally.right, tally.right + tally.wrong),
    'in the top 3': share(tally.inTop, tally.asked),
    'near questions answered': share(tally.nearAnswered, tally.near),
    'far questions answered': share(tally.farAnswered, tally.far),
    'ms each': (ms / (tally.asked + tally.near + tally.far)).toFixed(2),
  };
}

const far = rowsOf<Asked>('snips')
  ?.filter((_, i) => i % 40 === 0)
  .map(({ text }) => text);
const [english, chinese] = [banking(), crosswoz()];
if (!english || !chinese || !far) {
  console.log('The dialogue sets are not there: set WEAVER_DATA to their folder.');
} else {
  const greetings = ['多谢晒', '我想搵人倾偈', '今日天气点呀', '帮我转驳去人工', '听唔到你讲乜'];
  console.table([
    row(english, 15, 3, far),
    row(english, 15, 8, far),
    row(english, 40, 5, far),
    row(english, 15, 8, far, true),
    row(chinese, 13, 3, greetings),
    row(chinese, 8, 3, greetings),
    row(chinese, 8, 8, greetings, true),
  ]);
}
