/** Reads multipart/form-data (RFC 7578) as a service of today would: strictly. */

export interface FormPart {
  readonly name: string;
  readonly filename: string | undefined;
  /** In lower case, without parameters; absent for plain fields. */
  readonly contentType: string | undefined;
  readonly data: Buffer;
}

/** What is wrong with a form, in words that may be sent to the client. */
export class FormError extends Error {}

const LONGEST_HEADERS = 8_192;
const CRLF = '\r\n';
const BLANK_LINE = Buffer.from('\r\n\r\n');

/** All parts in order. Throws FormErrors. */
export function parseForm(contentType: string | undefined, body: Buffer): FormPart[] {
  const boundary = boundaryOf(contentType);
  const delimiter = Buffer.from(`${CRLF}--${boundary}`);
  // The first delimiter has no line before it. A preamble is allowed by the older RFC 2046 and sent by nobody.
  const opening = delimiter.subarray(CRLF.length);
  if (!body.subarray(0, opening.length).equals(opening)) {
    throw new FormError('the body does not begin with its boundary');
  }
  const parts: FormPart[] = [];
  for (let at = opening.length; ;) {
    if (body.toString('latin1', at, at + 2) === '--') {
      const rest = body.toString('latin1', at + 2);
      if (rest !== '' && rest !== CRLF) throw new FormError('there is something after the last boundary');
      return parts;
    }
    if (body.toString('latin1', at, at + 2) !== CRLF) throw new FormError('a boundary does not end its line');
    const end = body.indexOf(delimiter, at);
    if (end < 0) throw new FormError('the last boundary is missing');
    parts.push(partOf(body.subarray(at + CRLF.length, end)));
    at = end + delimiter.length;
  }
}

function boundaryOf(contentType: string | undefined): string {
  const match = /^multipart\/form-data\s*;\s*boundary=(?:"([^"\r\n]+)"|([^\s;"]+))\s*$/i.exec(
    contentType ?? '',
  );
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined)
    throw new FormError('the content type is not multipart/form-data with a boundary');
  if (!/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary))
    throw new FormError('the boundary is not allowed');
  return boundary;
}

function partOf(bytes: Buffer): FormPart {
  const blank = bytes.indexOf(BLANK_LINE);
  if (blank < 0 || blank > LONGEST_HEADERS) throw new FormError('a part has no headers');
  const headers = new Map<string, string>();
  for (const line of bytes.toString('utf8', 0, blank).split(CRLF)) {
    const match = /^([A-Za-z-]+):[ \t]*([^\r\n]*)$/.exec(line);
    if (!match) throw new FormError('a header of a part is broken');
    headers.set((match[1] as string).toLowerCase(), match[2] as string);
  }
  const disposition = headers.get('content-disposition') ?? '';
  if (!/^form-data(;|$)/i.test(disposition)) throw new FormError('a part is no form data');
  const name = parameter(disposition, 'name');
  if (name === undefined) throw new FormError('a part has no name');
  return {
    name,
    filename: parameter(disposition, 'filename'),
    contentType: headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase(),
    data: bytes.subarray(blank + BLANK_LINE.length),
  };
}

/** Quotes and line ends inside a value come percent-encoded, as browsers and fetch send them. */
function parameter(header: string, name: string): string | undefined {
  const value = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(header)?.[1];
  return value?.replace(/%(22|0D|0A)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
