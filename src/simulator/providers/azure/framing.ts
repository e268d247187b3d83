/**
 * The messages of Azure Speech's sockets. Text: header lines, an empty line, the body. Binary: the length of the header
 * block as a 16-bit number, the block, the rest is the payload.
 */

export interface SpeechMessage {
  /** In lower case, e.g. `speech.context`. */
  readonly path: string;
  /** 32 hexadecimal digits. */
  readonly requestId: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text message's body, or a binary one's payload. */
  readonly body: string | Buffer;
}

/** The message is not of the format; the message says what is wrong. */
export class FramingError extends Error {
  override readonly name = 'FramingError';
}

const LINE_END = '\r\n';

export function parseText(data: string): SpeechMessage {
  const end = data.indexOf(LINE_END + LINE_END);
  if (end < 0) throw new FramingError('no empty line after the headers');
  return message(data.slice(0, end), data.slice(end + 4));
}

export function parseBinary(data: Buffer): SpeechMessage {
  if (data.length < 2) throw new FramingError('no header length');
  const length = data.readUInt16BE(0);
  if (data.length < 2 + length) throw new FramingError('the headers are cut off');
  const block = data.toString('latin1', 2, 2 + length);
  if (!block.endsWith(LINE_END)) throw new FramingError('the last header line has no end');
  return message(block.slice(0, -2), data.subarray(2 + length));
}

export function encodeText(headers: Readonly<Record<string, string>>, body: string): string {
  return `${headerLines(headers)}${LINE_END}${body}`;
}

export function encodeBinary(headers: Readonly<Record<string, string>>, payload: Uint8Array): Buffer {
  const block = Buffer.from(headerLines(headers), 'latin1');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(block.length);
  return Buffer.concat([length, block, payload]);
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}${LINE_END}`)
    .join('');
}

function message(block: string, body: string | Buffer): SpeechMessage {
  const headers = Object.create(null) as Record<string, string>;
  for (const line of block.split(LINE_END)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (!/^[a-z0-9-]+$/.test(name)) throw new FramingError('a header line without a name');
    if (name in headers) throw new FramingError(`the header ${name} twice`);
    headers[name] = line.slice(colon + 1).trim();
  }
  const { path, 'x-requestid': requestId, 'x-timestamp': timestamp } = headers;
  if (!path) throw new FramingError('no Path');
  if (!requestId || !/^[0-9A-Fa-f]{32}$/.test(requestId))
    throw new FramingError('no X-RequestId of 32 digits');
  if (!timestamp || Number.isNaN(Date.parse(timestamp))) throw new FramingError('no X-Timestamp');
  return { path: path.toLowerCase(), requestId, headers, body };
}
