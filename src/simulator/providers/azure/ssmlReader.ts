/** Reads SSML as the synthesiser does: one voice, an optional rate, and the text with its entities decoded. */

export interface SpokenText {
  readonly language: string;
  readonly voice: string;
  /** As it was written, e.g. `+10%`. */
  readonly rate: string | undefined;
  readonly text: string;
}

/** Not well formed, or not SSML. */
export class SsmlError extends Error {
  override readonly name = 'SsmlError';
}

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const NAMESPACE = 'http://www.w3.org/2001/10/synthesis';
const token =
  /<\/([A-Za-z][\w:.-]*)\s*>|<([A-Za-z][\w:.-]*)((?:\s+[A-Za-z][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*>|([^<]+)/y;
const attribute = /([A-Za-z][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** Which element may stand in which. */
const places: Readonly<Record<string, readonly string[]>> = {
  speak: [''],
  voice: ['speak'],
  prosody: ['voice'],
};

export function readSsml(source: string): SpokenText {
  const open: Element[] = [];
  let text = '';
  let root: Element | undefined;
  let voice: Element | undefined;
  let rate: string | undefined;
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const found = token.exec(source);
    if (!found) throw new SsmlError('malformed markup');
    const [, closing, opening, attributes = '', data] = found;
    if (data !== undefined) {
      if (open.length < 2 && data.trim() !== '') throw new SsmlError('text outside a voice');
      if (open.length >= 2) text += decoded(data);
    } else if (closing !== undefined) {
      if (open.pop()?.name !== closing) throw new SsmlError(`</${closing}> closes nothing`);
    } else if (opening !== undefined) {
      const element = { name: opening, attributes: attributesOf(attributes) };
      if (!places[opening]?.includes(open.at(-1)?.name ?? ''))
        throw new SsmlError(`<${opening}> is not for here`);
      if ((opening === 'speak' && root) || (opening === 'voice' && voice))
        throw new SsmlError(`<${opening}> twice`);
      if (opening === 'speak') root = element;
      if (opening === 'voice') voice = element;
      if (opening === 'prosody') rate = rateOf(element);
      open.push(element);
    }
  }
  if (open.length > 0 || !root) throw new SsmlError('an element is not closed');
  if (root.attributes.get('version') !== '1.0' || root.attributes.get('xmlns') !== NAMESPACE) {
    throw new SsmlError('not SSML 1.0');
  }
  const [language, name] = [root.attributes.get('xml:lang'), voice?.attributes.get('name')];
  if (!language || !name) throw new SsmlError('no language or no voice');
  return { language, voice: name, rate, text };
}

function attributesOf(source: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const [, name = '', quoted, single] of source.matchAll(attribute)) {
    if (all.has(name)) throw new SsmlError(`the attribute ${name} twice`);
    all.set(name, decoded(quoted ?? single ?? ''));
  }
  return all;
}

function rateOf({ attributes }: Element): string {
  const rate = attributes.get('rate');
  if (!rate || !/^[+-]\d+%$/.test(rate)) throw new SsmlError('a prosody without a rate that is known here');
  return rate;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** XML 1.0 has no place for them, not even as a reference. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function decoded(raw: string): string {
  if (forbidden.test(raw)) throw new SsmlError('a character that XML does not have');
  return raw.replace(/&([a-z]+;)?/g, (_whole, name: string | undefined) => {
    const character = name && entities[name.slice(0, -1)];
    if (!character) throw new SsmlError('a bare & or an unknown entity');
    return character;
  });
}
