/** A strict reader of the small XML that carriers get, for tests: raises on anything not well-formed. */
export interface TestElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const TOKEN = /<\?xml[^?]*\?>|<\/([A-Za-z]+)>|<([A-Za-z]+)((?:\s[A-Za-z]+="[^"<]*")*)(\/?)>|([^<]+)/y;

/** All elements in document order. */
export function readXml(xml: string): TestElement[] {
  const found: TestElement[] = [];
  const open: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < xml.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(xml);
    if (match === null) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 60)}`);
    const [, closes, opens, attributes = '', empty, text] = match;
    if (text !== undefined) unescape(text);
    if (closes !== undefined && open.pop() !== closes) throw new Error(`</${closes}> closes nothing`);
    if (opens === undefined) continue;
    found.push({ name: opens, attributes: attributesOf(attributes) });
    if (empty === '') open.push(opens);
  }
  if (open.length > 0) throw new Error(`<${open.join('><')}> left open`);
  return found;
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/\s([A-Za-z]+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescape(value)]));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(
    /&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([a-z]+));|&/g,
    (whole, hex?: string, dec?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (dec !== undefined) return String.fromCodePoint(Number(dec));
      const character = name === undefined ? undefined : ENTITIES[name];
      if (character === undefined) throw new Error(`unknown entity ${whole}`);
      return character;
    },
  );
}
