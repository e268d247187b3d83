import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorCodes } from './outlet.ts';

/** Why a request is not served. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

const reasons: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

function parts({ status, message }: Refusal): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify({ err_code: errorCodes[status], err_msg: message, request_id: randomUUID() });
  return {
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'dg-error': message,
      'dg-request-id': randomUUID(),
    },
    body,
  };
}

/** Before the upgrade, as Deepgram does it: a status, the reason in `dg-error`, and JSON. */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const { headers, body } = parts(refusal);
  const lines = Object.entries({ ...headers, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  socket.end(
    `HTTP/1.1 ${refusal.status} ${reasons[refusal.status] ?? 'Bad Request'}\r\n${lines.join('\r\n')}\r\n\r\n${body}`,
  );
}

export function refuseRequest(response: ServerResponse, refusal: Refusal): void {
  const { headers, body } = parts(refusal);
  response.writeHead(refusal.status, headers).end(body);
}

/** `Authorization: Token KEY`. Nothing else is taken: not the address, not another scheme. */
export function keyRefusal(request: IncomingMessage, keys: readonly string[]): Refusal | undefined {
  const given = /^Token (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (given !== undefined && keys.includes(given)) return undefined;
  return { status: 401, message: 'Invalid credentials.' };
}

/** What a query may hold: each name with what its value must look like. Other names are refused. */
export type QueryRules = Readonly<Record<string, RegExp>>;

export function queryRefusal(
  query: URLSearchParams,
  rules: QueryRules,
  required: readonly string[],
): Refusal | undefined {
  for (const [name, value] of query) {
    if (!rules[name]?.test(value)) return { status: 400, message: `Bad Request: unexpected ${name}` };
  }
  const missing = required.find((name) => !query.has(name));
  return missing === undefined ? undefined : { status: 400, message: `Bad Request: ${missing} is missing` };
}
