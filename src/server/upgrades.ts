/** WebSocket upgrades: who may open a socket is settled before `101`. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { defaultSocketLimits } from '../services/telephony/index.ts';
import { WeaverError } from '../types/errors/index.ts';
import { allow } from './access.ts';
import type { BrowserCalls } from './browserCalls/browserCalls.ts';
import { rawAnswer } from './httpErrors.ts';
import { MAX_LISTENERS, type LiveHub } from './live/liveHub.ts';
import { plainError } from './logging.ts';
import type { Authenticator } from './security/authenticator.ts';
import type { CallSockets } from './telephony/callSockets.ts';
import type { CarrierAuth } from './telephony/carrierAuth.ts';

export interface UpgradesOptions {
  readonly calls: CallSockets;
  readonly carrierAuth: CarrierAuth;
  readonly authenticator: Authenticator;
  readonly live: LiveHub;
  readonly testCalls: BrowserCalls;
  readonly log: Logger;
}

const CARRIER_PATH = /^\/(twilio|telnyx)\/(media|relay)$/;
const LIVE_LIMIT_BYTES = 4 * 1024;
/** A second of audio, or an offer. */
const TEST_CALL_LIMIT_BYTES = 32 * 1024;

type Accept = (socket: WebSocket) => void;

export class Upgrades {
  readonly #options: UpgradesOptions;
  readonly #carriers = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: defaultSocketLimits.maxMessageBytes,
  });
  readonly #pages = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LIVE_LIMIT_BYTES,
  });
  readonly #testCalls = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: TEST_CALL_LIMIT_BYTES,
  });

  constructor(options: UpgradesOptions) {
    this.#options = options;
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      // Until `ws` takes over nobody else listens, and an unheard error would end the process.
      const broken = () => socket.destroy();
      socket.on('error', broken);
      this.#admit(request).then(
        ({ server: sockets, accept }) => {
          socket.off('error', broken);
          sockets.handleUpgrade(request, socket, head, accept);
        },
        (error: unknown) => this.#refuse(socket, error),
      );
    });
  }

  close(): void {
    for (const sockets of [this.#carriers, this.#pages, this.#testCalls]) {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    }
  }

  async #admit(request: IncomingMessage): Promise<{ server: WebSocketServer; accept: Accept }> {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (path === '/live') return this.#page(request);
    if (path === '/test-call') return this.#testCall(request);
    const [, carrier, transport] = CARRIER_PATH.exec(path) ?? [];
    if ((carrier !== 'twilio' && carrier !== 'telnyx') || (transport !== 'media' && transport !== 'relay'))
      throw new WeaverError('API_UPGRADE_UNKNOWN');
    const caller = this.#options.carrierAuth.socket(request, carrier);
    const address = request.socket.remoteAddress ?? '';
    return {
      server: this.#carriers,
      accept: (socket) => this.#options.calls.accept(socket, transport, caller, address),
    };
  }

  async #page(request: IncomingMessage): Promise<{ server: WebSocketServer; accept: Accept }> {
    const { authenticator, live } = this.#options;
    const principal = await authenticator.identify(request);
    allow(principal, 'read');
    if (live.full) throw new WeaverError('API_LIVE_FULL', { limit: MAX_LISTENERS });
    return { server: this.#pages, accept: (socket) => live.listen(socket, principal.scopes) };
  }

  /** A flow that runs asks the world and spends money, as whoever may change it could make it do. */
  async #testCall(request: IncomingMessage): Promise<{ server: WebSocketServer; accept: Accept }> {
    const { authenticator, testCalls } = this.#options;
    allow(await authenticator.identify(request), 'write');
    testCalls.admit();
    return { server: this.#testCalls, accept: (socket) => testCalls.accept(socket) };
  }

  #refuse(socket: Duplex, error: unknown): void {
    const known =
      error instanceof WeaverError ? error : new WeaverError('API_INTERNAL', { requestId: 'upgrade' });
    const line = { code: known.code, ...(known === error ? {} : { err: plainError(error) }) };
    this.#options.log.warn(line, 'a WebSocket was refused');
    socket.end(rawAnswer(known), () => socket.destroy());
  }
}
