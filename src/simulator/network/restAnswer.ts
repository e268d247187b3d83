import type { ServerResponse } from 'node:http';

/** An error as Twilio writes it. */
export function reply(response: ServerResponse, status: number, code: number, message: string): void {
  send(response, status, { code, message, status, more_info: `https://www.twilio.com/docs/errors/${code}` });
}

export function send(response: ServerResponse, status: number, value: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}
