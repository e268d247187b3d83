/** A small, strict XML reader: enough for TwiML, and no more (no document types, no external entities, no namespaces). */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Character data of this element, without its children's. */
  readonly text: string;
}

export class XmlError extends Error {
  override readonly name = 'XmlError';
}

interface OpenElement {
  name: string;
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
}

const nameAt = /[A-Za-z_][A-Za-z0-9_.-]*/y;
const spaceAt = /[ \t\r\n]*/y;
const entity = /&(#x[0-9a-fA-F]+|#[0-9]+|[a-z]+);/g;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Parses one document. Throws {@link XmlError} with the reason when it is not well formed. */
export function parseXml(source: string): XmlElement {
  return new Reader(source).document();
}

class Reader {
  readonly #s: string;
  #i = 0;

  constructor(source: string) {
    this.#s = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  }

  document(): XmlElement {
    if (this.#s.startsWith('<?xml')) this.#skipPast('?>');
    this.#skipMisc();
    const stack: OpenElement[] = [];
    for (;;) {
      const closed = this.#next(stack);
      if (!closed) continue;
      this.#skipMisc();
      if (this.#i < this.#s.length) throw new XmlError('something follows the root element');
      return closed;
    }
  }

  /** Reads one tag, comment or run of text; returns the root element when it closes. */
  #next(stack: OpenElement[]): XmlElement | null {
    const open = stack.at(-1);
    if (this.#at('<!--')) {
      this.#skipPast('-->');
    } else if (this.#at('<![CDATA[')) {
      if (!open) throw new XmlError('character data outside the root element');
      const from = this.#i + 9;
      this.#skipPast(']]>');
      open.text += this.#s.slice(from, this.#i - 3);
    } else if (this.#at('</')) {
      return this.#endTag(stack);
    } else if (this.#at('<')) {
      return this.#startTag(stack);
    } else {
      if (!open)
        throw new XmlError(this.#i >= this.#s.length ? 'no element' : 'text outside the root element');
      if (this.#i >= this.#s.length) throw new XmlError(`<${open.name}> is not closed`);
      const end = this.#s.indexOf('<', this.#i);
      const to = end < 0 ? this.#s.length : end;
      open.text += decode(this.#s.slice(this.#i, to));
      this.#i = to;
    }
    return null;
  }

  #startTag(stack: OpenElement[]): XmlElement | null {
    this.#i++;
    const element: OpenElement = { name: this.#name(), attributes: {}, children: [], text: '' };
    if (stack.length > 100) throw new XmlError('nested too deeply');
    for (;;) {
      const spaced = this.#space();
      if (this.#at('/>')) {
        this.#i += 2;
        return close(stack, element);
      }
      if (this.#at('>')) {
        this.#i++;
        stack.push(element);
        return null;
      }
      if (!spaced) throw new XmlError(`malformed tag <${element.name}>`);
      this.#attribute(element);
    }
  }

  #attribute(element: OpenElement): void {
    const name = this.#name();
    this.#space();
    if (!this.#at('=')) throw new XmlError(`attribute ${name} has no value`);
    this.#i++;
    this.#space();
    const quote = this.#s[this.#i];
    if (quote !== '"' && quote !== "'") throw new XmlError(`attribute ${name} is not quoted`);
    const end = this.#s.indexOf(quote, this.#i + 1);
    if (end < 0) throw new XmlError(`attribute ${name} is not closed`);
    const raw = this.#s.slice(this.#i + 1, end);
    if (raw.includes('<')) throw new XmlError(`attribute ${name} holds a bare <`);
    if (Object.hasOwn(element.attributes, name)) throw new XmlError(`attribute ${name} twice`);
    element.attributes[name] = decode(raw);
    this.#i = end + 1;
  }

  #endTag(stack: OpenElement[]): XmlElement | null {
    this.#i += 2;
    const name = this.#name();
    this.#space();
    if (!this.#at('>')) throw new XmlError(`malformed end tag </${name}`);
    this.#i++;
    const element = stack.pop();
    if (!element || element.name !== name) throw new XmlError(`</${name}> closes nothing`);
    return close(stack, element);
  }

  #at(text: string): boolean {
    return this.#s.startsWith(text, this.#i);
  }

  #name(): string {
    nameAt.lastIndex = this.#i;
    const found = nameAt.exec(this.#s);
    if (!found) throw new XmlError('a name is missing');
    this.#i = nameAt.lastIndex;
    return found[0];
  }

  #space(): boolean {
    spaceAt.lastIndex = this.#i;
    spaceAt.exec(this.#s);
    const moved = spaceAt.lastIndex > this.#i;
    this.#i = spaceAt.lastIndex;
    return moved;
  }

  #skipPast(text: string): void {
    const end = this.#s.indexOf(text, this.#i);
    if (end < 0) throw new XmlError(`${text} is missing`);
    this.#i = end + text.length;
  }

  #skipMisc(): void {
    for (;;) {
      this.#space();
      if (!this.#at('<!--')) return;
      this.#skipPast('-->');
    }
  }
}

function close(stack: OpenElement[], element: OpenElement): XmlElement | null {
  const parent = stack.at(-1);
  if (!parent) return element;
  parent.children.push(element);
  return null;
}

function decode(raw: string): string {
  if (!raw.includes('&')) return raw;
  const bare = raw.replace(entity, '');
  if (bare.includes('&')) throw new XmlError('a bare &');
  return raw.replace(entity, (whole, code: string) => {
    const value = code.startsWith('#x')
      ? Number.parseInt(code.slice(2), 16)
      : code.startsWith('#')
        ? Number.parseInt(code.slice(1), 10)
        : null;
    const text =
      value === null
        ? entities[code]
        : value > 0 && value <= 0x10ffff
          ? String.fromCodePoint(value)
          : undefined;
    if (text === undefined) throw new XmlError(`unknown entity ${whole.slice(0, 20)}`);
    return text;
  });
}
