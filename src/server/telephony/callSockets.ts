/** Carriers' sockets: from an accepted upgrade to a call that is answered. */
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { ConversationRelay, ConversationRelaySessions } from '../../services/conversationRelay.ts';
import {
  attachSocket,
  carrierSocket,
  MediaSocket,
  SocketGuard,
  type CallTokens,
  type CarrierStart,
  type SocketGuardOptions,
} from '../../services/telephony/index.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError, type ErrorCode } from '../../types/errors/index.ts';
import type { CallLeg } from '../../types/leg.ts';
import type {
  AudioTransport,
  AudioTransportSink,
  TextTransport,
  TextTransportSink,
} from '../../types/transport.ts';
import type { CallDesk } from '../callDesk.ts';
import { plainError } from '../logging.ts';
import type { CallMemory } from './callMemory.ts';
import type { Caller } from './carrierAuth.ts';
import type { CallClaims } from './claims.ts';
import type { ControlFor } from './restControl.ts';

export interface CallSocketsOptions {
  readonly desk: CallDesk;
  readonly tokens: CallTokens<CallClaims>;
  readonly memory: CallMemory;
  readonly controlFor: ControlFor;
  readonly clock: Clock;
  readonly log: Logger;
  readonly guard?: Partial<SocketGuardOptions>;
}

/** How long a text call waits for its carrier to connect again. */
const RECONNECT_GRACE_MS = 10_000;

export class CallSockets {
  readonly #options: CallSocketsOptions;
  readonly #guard: SocketGuard;
  readonly #sessions = new ConversationRelaySessions();
  /** Sinks of live text calls: a second socket for the call is answered with the same one. */
  readonly #textSinks = new Map<string, TextTransportSink>();

  constructor(options: CallSocketsOptions) {
    this.#options = options;
    const { clock } = options;
    this.#guard = new SocketGuard({ clock, ...options.guard, trouble: (code) => this.#trouble(code) });
  }

  get counts(): { readonly silent: number; readonly speaking: number } {
    return this.#guard.counts;
  }

  accept(ws: WebSocket, transport: 'media' | 'relay', caller: Caller, address: string): void {
    const watch = this.#guard.admit(ws, address);
    if (!watch) return;
    const socket = carrierSocket(ws);
    const receiver =
      transport === 'media'
        ? new MediaSocket(socket, {
            start: (start, leg) => this.#audio(caller, start, leg),
            trouble: (code) => this.#trouble(code),
          })
        : new ConversationRelay(
            socket,
            {
              start: (start, leg) => this.#text(caller, start, leg),
              trouble: (code) => this.#trouble(code),
            },
            this.#sessions,
            { clock: this.#options.clock, reconnectGraceMs: RECONNECT_GRACE_MS },
          );
    attachSocket(ws, receiver, { watch, onError: (error) => this.#failed(error) });
  }

  stop(): void {
    this.#guard.stop();
  }

  #audio(caller: Caller, start: CarrierStart, transport: AudioTransport): AudioTransportSink | null {
    const claims = this.#redeem(caller, 'media', start);
    if (!claims) return null;
    let opened: AudioTransportSink | null = null;
    return this.#answer(claims, start, {
      kind: 'audio',
      carrier: caller.carrier,
      start: fullStart(start, claims),
      // The adapter of the carrier that does not keep the order has put the frames in order already.
      reorder: false,
      reportsKeys: true,
      open(sink) {
        opened = sink;
        return transport;
      },
    })
      ? opened
      : null;
  }

  #text(caller: Caller, start: CarrierStart, transport: TextTransport): TextTransportSink | null {
    const claims = this.#redeem(caller, 'relay', start);
    if (!claims) return null;
    const { callSid } = start;
    if (start.resumed) return this.#textSinks.get(callSid) ?? null;
    let opened: TextTransportSink | null = null;
    const answered = this.#answer(claims, start, {
      kind: 'text',
      carrier: caller.carrier,
      start: fullStart(start, claims),
      reportsPlayout: caller.carrier === 'twilio',
      open: (sink) => {
        opened = sink;
        this.#textSinks.set(callSid, sink);
        return transport;
      },
    });
    return answered ? opened : null;
  }

  #redeem(caller: Caller, transport: 'media' | 'relay', start: CarrierStart): CallClaims | null {
    const redeemed = this.#options.tokens.redeem(start.parameters['token'], start.callIds);
    if (!redeemed.ok) return this.#refuse(redeemed.code, start.callSid);
    const { claims } = redeemed;
    // A token says who called; a socket that another account signed has no business with it.
    const own = claims.caller.simulated === caller.simulated && claims.caller.carrier === caller.carrier;
    return own && claims.transport === transport ? claims : this.#refuse('TEL_TOKEN_UNKNOWN', start.callSid);
  }

  #answer(claims: CallClaims, start: CarrierStart, leg: CallLeg): boolean {
    const { desk, tokens, memory, controlFor, log } = this.#options;
    const { callSid } = start;
    const token = start.parameters['token'] ?? '';
    try {
      const { language, standIn, operator, caller } = claims;
      const { ended } = desk.answer(operator, leg, {
        language,
        standIn,
        simulated: caller.simulated,
        control: controlFor(caller),
      });
      if (leg.kind === 'text') tokens.keepLive(token);
      void ended.then((end) => {
        tokens.release(token);
        this.#textSinks.delete(callSid);
        memory.ended(callSid, end);
      });
      return true;
    } catch (error) {
      const code = error instanceof WeaverError ? error.code : 'API_INTERNAL';
      log.error({ code, callSid, err: plainError(error) }, 'a call could not be answered');
      this.#textSinks.delete(callSid);
      memory.ended(callSid, 'failed');
      return false;
    }
  }

  #refuse(code: ErrorCode, callSid: string): null {
    this.#options.log.warn({ code, callSid }, 'a socket was refused');
    return null;
  }

  #trouble(code: string): void {
    this.#options.log.warn({ code }, 'trouble on a socket without a call');
  }

  #failed(error: unknown): void {
    const code = tooLarge(error)
      ? 'TEL_MESSAGE_TOO_LARGE'
      : error instanceof WeaverError
        ? error.code
        : 'TEL_MESSAGE_MALFORMED';
    this.#options.log.warn({ code, err: plainError(error) }, 'a socket failed');
  }
}

function tooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
}

/** Audio sockets do not say who calls whom; the webhook did. */
function fullStart(start: CarrierStart, { from, to, direction }: CallClaims): CarrierStart {
  return { ...start, from: start.from || from, to: start.to || to, direction };
}
