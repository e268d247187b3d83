import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { Random } from '../../types/clock.ts';
import type { SimulatedCall } from './call.ts';
import { reply, send } from './restAnswer.ts';
import { SimulatedMessages } from './restMessages.ts';

export interface RestAccount {
  readonly accountSid: string;
  readonly authToken: string;
}

const MAX_BODY_BYTES = 64 * 1024;

/**
 * The part of Twilio's REST interface that acts on a live call: `POST /2010-04-01/Accounts/{AC}/Calls/{CA}.json` with
 * `Status=completed`, `Twiml=…` or `Url=…`, and `GET` of the same. Telnyx: `POST /v2/calls/{id}/actions/hangup`.
 */
export class RestServer {
  readonly #server: Server;
  readonly #account: RestAccount;
  readonly #calls: (callSid: string) => SimulatedCall | undefined;
  /** Text messages: `POST /2010-04-01/Accounts/{AC}/Messages.json`. */
  readonly messages: SimulatedMessages;

  constructor(account: RestAccount, calls: (callSid: string) => SimulatedCall | undefined, random: Random) {
    this.messages = new SimulatedMessages(account.accountSid, random);
    this.#account = account;
    this.#calls = calls;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => reply(response, 500, 20500, 'Internal error'));
    });
  }

  /** Listens on this machine only. Returns the base URL to give to a REST client. */
  listen(port = 0): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`),
      );
    });
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://rest.invalid').pathname;
    const telnyx = /^\/v2\/calls\/([^/]+)\/actions\/hangup$/.exec(path);
    const twilio = /^\/2010-04-01\/Accounts\/([^/]+)\/Calls\/([^/]+)\.json$/.exec(path);
    if (!this.#authorised(request.headers.authorization ?? '')) {
      reply(response, 401, 20003, 'Authenticate');
      return;
    }
    const known = twilio?.[1] === this.#account.accountSid ? twilio[2] : telnyx?.[1];
    const messages = /^\/2010-04-01\/Accounts\/([^/]+)\/Messages\.json$/.exec(path);
    if (messages?.[1] === this.#account.accountSid && request.method === 'POST') {
      this.messages.take(new URLSearchParams(await body(request)), response);
      return;
    }
    const call = known === undefined ? undefined : this.#calls(decodeURIComponent(known));
    if (!call) {
      reply(response, 404, 20404, 'The requested resource was not found');
      return;
    }
    if (telnyx) {
      call.hangUp('rest');
      send(response, 200, { data: { result: 'ok' } });
      return;
    }
    if (request.method === 'POST') {
      const form = new URLSearchParams(await body(request));
      if (!(await update(call, form))) {
        reply(response, 400, 21220, 'Invalid call state or parameters');
        return;
      }
    } else if (request.method !== 'GET') {
      reply(response, 405, 20004, 'Method not allowed');
      return;
    }
    send(response, 200, resource(call));
  }

  #authorised(header: string): boolean {
    const { accountSid, authToken } = this.#account;
    const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    return same(header, basic) || same(header, `Bearer ${authToken}`);
  }
}

async function update(call: SimulatedCall, form: URLSearchParams): Promise<boolean> {
  const status = form.get('Status');
  const twiml = form.get('Twiml');
  const url = form.get('Url');
  if (call.over) return false;
  if (status === 'completed' || (status === 'canceled' && call.status === 'ringing')) call.hangUp('rest');
  else if (twiml !== null && twiml.length <= 4_000) call.replaceWith(twiml);
  else if (url !== null && URL.canParse(url))
    call.replaceWith(
      `<Response><Redirect method="${form.get('Method') === 'GET' ? 'GET' : 'POST'}">${escape(url)}</Redirect></Response>`,
    );
  else return false;
  return true;
}

function resource(call: SimulatedCall): object {
  const { accountSid, from, to } = call.setup;
  return {
    sid: call.callSid,
    account_sid: accountSid,
    from,
    to,
    status: call.status,
    direction: 'inbound',
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${call.callSid}.json`,
  };
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new Error('the request is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
