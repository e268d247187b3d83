/** Collects what a reader finds, from left to right, into an analysis. */
import type { Mark } from './lexicon.ts';
import type { Analysis, Asked, Side, Unit, Value, ValueKind } from './types.ts';

/** Opposites that are things or persons: which one stands where matters. */
const NOUNS: ReadonlySet<string> = new Set(
  'kin person gender staff meal method account cardtype channel venue colour vehicle site purpose diet'.split(
    ' ',
  ),
);

const PARTS: ReadonlySet<string> = new Set(['morning', 'afternoon', 'evening', 'night', 'lunchtime']);
/** Nouns that ask by themselves. */
const ASKING_NOUNS: Readonly<Record<string, string>> = { hours: 'when', address: 'where', price: 'price' };

export class AnalysisBuilder {
  readonly values: Value[] = [];
  readonly types: string[] = [];
  readonly sides: Side[] = [];
  private readonly whose: string[] = [];
  readonly topics: string[] = [];
  readonly nominals: string[] = [];
  readonly actions: string[] = [];
  readonly negated: string[] = [];
  private readonly numbers: string[] = [];
  private readonly dates: string[] = [];
  private readonly days: string[] = [];
  private readonly times: string[] = [];
  private readonly units: Unit[] = [];
  private readonly specific: string[] = [];
  private readonly roles = new Map<string, string>();
  private hardNumber = false;
  /** Negations that have met no content word yet. */
  private open = 0;
  private role: string | null = null;
  /** The last thing was a number, or "how many": a unit that follows is one in earnest. */
  private counting = false;

  value(kind: ValueKind, text: string, canonical: string): void {
    this.values.push({ kind, text, canonical });
  }

  number(text: string, canonical: string, soft: boolean): void {
    this.value('number', text, canonical);
    this.numbers.push(canonical);
    if (!soft) this.hardNumber = true;
    this.fill(canonical);
    this.counting = true;
  }

  moment(kind: 'date' | 'time', text: string, canonical: string): void {
    this.value(kind, text, canonical);
    this.dates.push(canonical);
    if (kind === 'time') this.times.push(canonical);
    else if (!PARTS.has(canonical)) this.days.push(canonical);
    this.fill(canonical);
    this.counting = false;
  }

  name(text: string, canonical: string): void {
    this.value('name', text, canonical);
    this.specific.push(canonical);
    this.nominal(canonical);
  }

  negation(): void {
    this.open += 1;
  }

  /** "from", "before": whatever comes next stands in this role. */
  opens(role: string): void {
    this.role = role;
  }

  light(): void {
    this.counting = false;
  }

  generic(word: string): void {
    this.scope(word);
    this.role = null;
    this.counting = false;
  }

  /** Everything a list says about a phrase. */
  mark(marks: readonly Mark[], text: string): void {
    let content = false;
    const counted = this.counting;
    this.counting = false;
    for (const mark of marks) {
      if (mark.as === 'topic') {
        content = true;
        if (!this.topics.includes(mark.topic)) this.topics.push(mark.topic);
        this.nominal(mark.topic);
      } else if (mark.as === 'side') {
        content = true;
        this.side(mark);
      } else if (mark.as === 'question') {
        if (!this.types.includes(mark.type)) this.types.push(mark.type);
        if (mark.type === 'howmany') this.counting = true;
      } else if (mark.as === 'negation') this.negation();
      else if (mark.as === 'unit') {
        this.units.push({ canonical: mark.unit, strict: mark.strict || counted });
        this.value('unit', text, mark.unit);
      } else if (mark.as === 'name') {
        content = true;
        this.name(text, text);
      } else if (mark.as === 'date') this.moment(mark.kind, text, mark.canonical);
    }
    if (!content && marks.some(({ as }) => as === 'generic')) this.generic(text);
  }

  side({ concept, side, strict }: Side): void {
    if (concept === 'whose') {
      this.whose.push(side);
      return;
    }
    const known = this.sides.some((other) => other.concept === concept && other.side === side);
    if (!known) this.sides.push({ concept, side, strict });
    if (known) return;
    const word = `${concept}:${side}`;
    if (NOUNS.has(concept)) return this.nominal(word);
    this.actions.push(word);
    this.scope(word);
    this.role = null;
  }

  private nominal(word: string): void {
    // A word that is two things ("delivery") is said once.
    if (this.nominals.at(-1) !== word) this.nominals.push(word);
    this.scope(word);
    this.fill(word);
    this.counting = false;
  }

  private scope(word: string): void {
    for (; this.open > 0; this.open--) this.negated.push(word);
  }

  private fill(what: string): void {
    if (this.role !== null && !this.roles.has(this.role)) this.roles.set(this.role, what);
    this.role = null;
  }

  /**
   * What is asked. "What are your opening hours" asks when, "your address please" where; the noun then says no more than the
   * question does.
   *
   * @param vague the only question word is one like "what"
   * @param bare nothing is to be done: a noun alone may be the question
   */
  asked(vague: boolean, bare: boolean, mode: Asked['mode']): Asked {
    const { types, topics, sides } = this;
    const until = types.indexOf('until');
    if (until >= 0) {
      // "how late are you open", 開到幾點: when they close.
      types[until] = 'time';
      const open = sides.findIndex(({ concept, side }) => concept === 'hours' && side === 'open');
      if (open >= 0) sides[open] = { concept: 'hours', side: 'close', strict: false };
    }
    const noun = Object.keys(ASKING_NOUNS).find((topic) => topics.includes(topic));
    const alone = types.length === 0 && mode === 'none' && bare && this.numbers.length === 0;
    if (noun !== undefined && (vague || alone)) types.splice(0, types.length, ASKING_NOUNS[noun] ?? '');
    for (const [topic, type] of Object.entries(ASKING_NOUNS)) if (types.includes(type)) this.drop(topic);
    return { types: [...types].sort(), mode: vague || alone ? 'none' : mode };
  }

  private drop(topic: string): void {
    const [at, said] = [this.topics.indexOf(topic), this.nominals.indexOf(topic)];
    if (at >= 0) this.topics.splice(at, 1);
    if (said >= 0) this.nominals.splice(said, 1);
  }

  finish(asked: Asked): Analysis {
    this.scope('');
    const {
      numbers,
      dates,
      days,
      times,
      units,
      nominals,
      actions,
      negated,
      roles,
      sides,
      topics,
      values,
      whose,
    } = this;
    return {
      values,
      numbers,
      softNumbers: numbers.length === 1 && !this.hardNumber,
      dates,
      days,
      times,
      units,
      specific: [...new Set(this.specific)].sort().join(' '),
      topics,
      sides,
      whose,
      negated,
      asked,
      nominals,
      actions,
      roles,
    };
  }
}
