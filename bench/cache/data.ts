/** The dialogue sets of `WEAVER_DATA`, as turns whose right answer is known. See docs/cache.md for what each label means. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One turn of a caller. */
export interface DataTurn {
  readonly call: string;
  readonly words: string;
  /** What the agent did before, newest last. */
  readonly trail: readonly string[];
  /** What it did next: its template. */
  readonly answer: string;
  /** What the flow knew: kinds of values that were said so far, or the task. */
  readonly known: string;
}

export function dataFolder(): string {
  return join(
    resolve(import.meta.dirname, '../..', process.env['WEAVER_DATA'] ?? '../shared/data'),
    'dialogue',
  );
}

/** Rows of `<name>*.jsonl.gz`; null when there is no such file. */
export function rowsOf<Row>(name: string): Row[] | null {
  const folder = dataFolder();
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder).filter((file) => file.startsWith(name) && file.endsWith('.jsonl.gz'));
  if (files.length === 0) return null;
  return files.flatMap((file) =>
    gunzipSync(readFileSync(join(folder, file)))
      .toString('utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Row),
  );
}

interface Said {
  readonly s: 'U' | 'S' | 'K';
  readonly t: string;
  readonly act?: string;
}

/** Real telephone calls to an automatic restaurant line. The answer is the system's template. */
export function dstc2(): DataTurn[] | null {
  const rows = rowsOf<{ id: string; turns: Said[] }>('dstc2');
  if (!rows) return null;
  const foods = new Set<string>();
  for (const { turns } of rows)
    for (const { s, t } of turns) {
      const food = s === 'S' ? /^api_call (\S+) \S+ \S+$/.exec(t)?.[1] : /^\S+ R_cuisine (\S+)$/.exec(t)?.[1];
      if (food && s !== 'U' && !food.startsWith('R_')) foods.add(food.replaceAll('_', ' '));
    }
  const longest = [...foods].sort((a, b) => b.length - a.length).join('|');
  const food = new RegExp(`\\b(?:${longest})\\b`, 'g');
  const values = (text: string) =>
    text
      .replace(/\b(?:north|south|east|west|centre|center)\b/g, '<area>')
      .replace(/\b(?:cheap|cheaply|moderate|moderately|expensive)\b/g, '<price>')
      .replace(food, '<food>');
  return rows.flatMap(({ id, turns }) => turnsOf(id, turns, values));
}

function turnsOf(call: string, said: readonly Said[], values: (text: string) => string): DataTurn[] {
  const trail: string[] = [];
  const known = new Set<string>();
  const turns: DataTurn[] = [];
  let words: string | null = null;
  for (const { s, t } of said) {
    if (s === 'U') words = t;
    if (s !== 'S') continue;
    const answer = templateOf(t, values);
    if (words !== null && words !== '<SILENCE>') {
      const plain = values(words);
      for (const kind of ['<food>', '<area>', '<price>']) if (plain.includes(kind)) known.add(kind);
      turns.push({
        call,
        words: plain,
        trail: [...trail],
        answer,

        known: [...known].sort().join(' '),
      });
    }
    words = null;
    trail.push(answer);
  }
  return turns;
}

function templateOf(text: string, values: (text: string) => string): string {
  if (text.startsWith('api_call')) return 'api_call';
  const offered = text.includes('cheap , moderate') ? text : values(text);
  return offered
    .replace(/\S+_(phone|address|post_code)\b/g, '<$1>')
    .replace(/^\S+ is a (nice|great)/, '<name> is a $1')
    .replace(/The (phone number|post code) of \S+/, 'The $1 of <name>')
    .replace(/Sure , \S+ is on/, 'Sure , <name> is on')
    .replace(/The price range at \S+/, 'The price range at <name>')
    .replace(/\S*[a-z]_\S*/g, '<name>');
}

/**
 * People who followed a chart as an assistant would. The answer is the reply template that they chose; where they wrote
 * freely there is no label to judge by, and the turn is left out.
 */
export function star(onlyHappy: boolean): DataTurn[] | null {
  const rows = rowsOf<{ id: number; happy: boolean; multi: boolean; tasks: string[]; turns: Said[] }>('star');
  if (!rows) return null;
  const wanted = rows.filter(({ happy }) => happy || !onlyHappy);
  return wanted.flatMap(({ id, multi, tasks, turns: said }) => {
    const trail: string[] = [];
    const turns: DataTurn[] = [];
    let words: string | null = null;
    for (const { s, t, act } of said) {
      if (s === 'U') words = words === null ? t : `${words} ${t}`;
      if (s !== 'S') continue;
      const free = act === undefined || act === null || act === 'custom';
      const known = multi ? '' : tasks.join(' ');
      if (words !== null && !free)
        turns.push({ call: String(id), words, trail: [...trail], answer: act, known });
      words = null;
      trail.push(free ? '<text>' : act);
    }
    return turns;
  });
}

export interface Utterance {
  readonly text: string;
  readonly label: string;
  readonly split: string;
}

export function banking77(): Utterance[] | null {
  return rowsOf<Utterance>('banking77');
}

export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly label: number;
}

export function pawsZh(): Pair[] | null {
  return rowsOf<Pair>('pawsx_zh');
}
