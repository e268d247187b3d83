import { texmlSchema, twimlSchema, unchecked, type ElementRule } from './schema.ts';
import { voiceProblems } from './voices.ts';
import { parseXml, XmlError, type XmlElement } from './xml.ts';

export interface TwimlProblem {
  /** Twilio's code. 12200 is a warning: Twilio ignores what it does not know and goes on. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly reason: string;
}

export interface TwimlCheck {
  /** Null when nothing can be executed. */
  readonly document: XmlElement | null;
  readonly problems: readonly TwimlProblem[];
}

export interface TwimlCheckOptions {
  readonly carrier: 'twilio' | 'telnyx';
  /** The simulator's one relaxation: `ws://` to this machine. */
  readonly allowLoopbackWs: boolean;
}

export const defaultTwimlCheckOptions = {
  carrier: 'twilio',
  allowLoopbackWs: true,
} as const satisfies TwimlCheckOptions;

/** Parses and checks a TwiML (or TeXML) document strictly. */
export function checkTwiml(
  source: string,
  options: TwimlCheckOptions = defaultTwimlCheckOptions,
): TwimlCheck {
  let document: XmlElement;
  try {
    document = parseXml(source);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { document: null, problems: [{ code: '12100', severity: 'error', reason: error.message }] };
  }
  if (document.name !== 'Response')
    return {
      document: null,
      problems: [
        {
          code: '12100',
          severity: 'error',
          reason: `the root element is <${document.name}>, not <Response>`,
        },
      ],
    };
  const checker = new Checker(options);
  checker.element(document);
  checker.wholeDocument(document);
  return { document, problems: checker.problems };
}

class Checker {
  readonly problems: TwimlProblem[] = [];
  readonly #options: TwimlCheckOptions;
  readonly #schema: Readonly<Record<string, ElementRule>>;

  constructor(options: TwimlCheckOptions) {
    this.#options = options;
    this.#schema = options.carrier === 'telnyx' ? texmlSchema : twimlSchema;
  }

  element(element: XmlElement): void {
    const rule = this.#schema[element.name];
    if (!rule) {
      if (!unchecked.has(element.name)) this.#warn(`unknown element <${element.name}>`);
      return;
    }
    this.#attributes(element, rule);
    this.#content(element, rule);
    if (element.name === 'Parameter') this.#parameter(element);
    if (element.name === 'ConversationRelay') this.#relay(element);
    for (const child of element.children) {
      if (child.name === 'Stream' && element.name !== 'Stop') this.#stream(child, element.name);
      this.element(child);
    }
  }

  /** Rules between elements. */
  wholeDocument(document: XmlElement): void {
    const connects = document.children.filter((c) => c.name === 'Connect').flatMap((c) => c.children);
    const kinds = new Set(connects.map((c) => c.name));
    if (kinds.has('Stream') && kinds.has('ConversationRelay'))
      this.#error('12200', '<Stream> and <ConversationRelay> in one document: one is silently ignored');
    for (const connect of document.children)
      if (connect.name === 'Connect' && connect.children.length !== 1)
        this.#error('12200', '<Connect> must hold exactly one noun');
  }

  #attributes(element: XmlElement, rule: ElementRule): void {
    const known = Object.keys(rule.attributes);
    for (const [name, value] of Object.entries(element.attributes)) {
      const check = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined;
      if (!check) {
        const meant = known.find((k) => k.toLowerCase() === name.toLowerCase());
        this.#warn(
          meant
            ? `<${element.name}> attribute ${name} is written in the wrong case; ${meant} is meant`
            : `<${element.name}> has no attribute ${name}`,
        );
        continue;
      }
      const problem = check(value);
      if (!problem) continue;
      const code = rule.valueCode ?? '12200';
      this.problems.push({
        code,
        severity: code === '12200' ? 'warning' : 'error',
        reason: `<${element.name}> attribute ${name} ${problem}`,
      });
    }
    for (const name of rule.required ?? [])
      if (!Object.hasOwn(element.attributes, name))
        this.#error(rule.valueCode ?? '12200', `<${element.name}> needs the attribute ${name}`);
  }

  #content(element: XmlElement, rule: ElementRule): void {
    const text = element.text.trim();
    if (rule.text === undefined && text !== '') this.#warn(`<${element.name}> holds text`);
    if (rule.text === 'required' && text === '') this.#error('12200', `<${element.name}> is empty`);
    for (const child of element.children)
      if (!rule.children.includes(child.name))
        this.#warn(`<${child.name}> does not belong in <${element.name}>`);
  }

  #parameter({ attributes }: XmlElement): void {
    const { name = '', value = '' } = attributes;
    if (name.length + value.length >= 500)
      this.#error(
        '12200',
        `<Parameter ${name.slice(0, 40)}>: name and value must be under 500 characters together`,
      );
  }

  #stream(stream: XmlElement, parent: string): void {
    const { url, connectorName, track } = stream.attributes;
    if (url === undefined && connectorName === undefined)
      this.#error('31923', '<Stream> needs the attribute url');
    if (url !== undefined) this.#socketUrl(url, '<Stream>', '31922', '31923', '31920');
    if (connectorName !== undefined) this.#error('31940', 'no connector is installed');
    if (parent === 'Connect' && track !== undefined && track !== 'inbound_track')
      this.#error('31941', `<Connect><Stream> track ${track}: only inbound_track`);
  }

  #relay(relay: XmlElement): void {
    const url = relay.attributes['url'];
    if (url !== undefined) this.#socketUrl(url, '<ConversationRelay>', '64101', '64101', '64101');
    if (this.#options.carrier === 'twilio')
      for (const problem of voiceProblems(relay)) this.#error('64106', problem);
  }

  #socketUrl(
    value: string,
    where: string,
    schemeCode: string,
    malformedCode: string,
    queryCode: string,
  ): void {
    if (!URL.canParse(value)) {
      this.#error(malformedCode, `${where} url cannot be parsed`);
      return;
    }
    const url = new URL(value);
    const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
    const plain =
      url.protocol === 'ws:' &&
      (this.#options.carrier === 'telnyx' || (this.#options.allowLoopbackWs && loopback));
    if (url.protocol !== 'wss:' && !plain) this.#error(schemeCode, `${where} url must begin with wss://`);
    if (value.includes('?')) this.#error(queryCode, `${where} url has a query string`);
    if (value.includes('#')) this.#error(queryCode, `${where} url has a fragment`);
    // The handshake signature covers the URL as written; without a path the two ends write it differently.
    if (url.pathname === '/' && !value.endsWith('/')) this.#error(malformedCode, `${where} url has no path`);
  }

  #warn(reason: string): void {
    this.problems.push({ code: '12200', severity: 'warning', reason });
  }

  #error(code: string, reason: string): void {
    this.problems.push({ code, severity: 'error', reason });
  }
}
