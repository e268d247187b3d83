/** What of a call's recorded events a reader wants to see: not every word that was heard, not every timer. */
export interface RecordedEvent {
  readonly seq: number;
  /** The call's clock, ms. */
  readonly at: number;
  readonly event: unknown;
}

export interface Moment {
  readonly seq: number;
  readonly atMs: number;
  readonly type: MomentType;
  /** A code, a key or a name; never words of the caller, which stand in the transcript. */
  readonly detail: string;
}

export const momentTypes = [
  'started',
  'speechStart',
  'speechEnd',
  'final',
  'typed',
  'key',
  'interrupted',
  'stopped',
  'voiceFailed',
  'earsFailed',
  'modelFailed',
  'provider',
  'httpDone',
  'transferDone',
  'bridge',
  'closed',
  'shutdown',
] as const;
export type MomentType = (typeof momentTypes)[number];

/** Those worth a mark of their own: something did not go as it should. */
export const troubles: ReadonlySet<MomentType> = new Set([
  'voiceFailed',
  'earsFailed',
  'modelFailed',
  'provider',
]);

export function momentsOf(events: readonly RecordedEvent[]): Moment[] {
  return events.flatMap(({ seq, at, event }): Moment[] => {
    if (!isObject(event)) return [];
    const type = momentTypes.find((known) => known === event['type']);
    if (!type) return [];
    // Speech is told when it is sure of, and began or ended a little before.
    const acoustic = event[type === 'speechStart' ? 'onset' : 'offset'];
    const atMs = type.startsWith('speech') && typeof acoustic === 'number' ? acoustic : at;
    return [{ seq, atMs, type, detail: detailOf(type, event) }];
  });
}

function detailOf(type: MomentType, event: Readonly<Record<string, unknown>>): string {
  if (type === 'provider' && isObject(event['detail'])) {
    const { provider, replaces } = event['detail'];
    return texts(event['code'], replaces, provider).join(' · ');
  }
  if (type === 'httpDone' && isObject(event['result']))
    return texts(event['result']['status'], event['result']['code']).join(' · ');
  return texts(
    event['code'],
    event['digit'],
    event['reason'],
    type === 'transferDone' && event['result'],
  ).join(' · ');
}

function texts(...values: unknown[]): string[] {
  return values
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String)
    .filter((text) => text !== '');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
