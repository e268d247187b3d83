/** XML by the `twilio` package's builder, through its generic nodes: its typed ones write four attributes in lower case. */
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';

export type XmlAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface XmlElement {
  /** Adds a child and returns it. Attributes that are undefined are left out. */
  add(name: string, attributes?: XmlAttributes, text?: string): XmlElement;
}

interface GenericNode {
  addChild(name: string, attributes: Record<string, string>): GenericNode;
  addText(text: string): void;
}

/** Builds `<Response>…</Response>`. */
export function xmlResponse(build: (response: XmlElement) => void): string {
  const root = new VoiceResponse();
  build(wrap(root));
  return root.toString();
}

function wrap(node: GenericNode): XmlElement {
  return {
    add(name, attributes = {}, text) {
      const child = node.addChild(name, present(attributes));
      if (text !== undefined) child.addText(xmlText(text));
      return wrap(child);
    },
  };
}

function present(attributes: XmlAttributes): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) result[name] = xmlText(String(value));
  }
  return result;
}

const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Leaves out what XML 1.0 cannot hold at all: most control characters and half characters. */
export function xmlText(text: string): string {
  return text.replace(FORBIDDEN, '');
}
