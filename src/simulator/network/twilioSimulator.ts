import { seededRandom, systemClock, type Clock, type Random } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { TextMessage } from '../../types/message.ts';
import { faultsOf, type Faults } from '../faults.ts';
import { SimulatedCall, type DialBehaviour, type Handset } from './call.ts';
import { sid } from './ids.ts';
import { defaultMediaStreamLimits, type MediaStreamLimits } from './mediaStream.ts';
import { defaultRelayProfile, type RelayProfile } from './relayProfile.ts';
import { RestServer } from './rest.ts';
import { sharedTicker, type Ticker } from './ticker.ts';
import { refuseInsecure } from './webhooks.ts';

/** The account and numbers of the simulated network. Not secrets: they open nothing but a server told to accept them. */
export const simulatedAccount = {
  accountSid: 'AC5111111111111111111111111111a1ab',
  authToken: 'simulated-account-token',
} as const;

export interface SimulatorOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly carrier: 'twilio' | 'telnyx';
  readonly limits: MediaStreamLimits;
  readonly relayProfile: RelayProfile;
  readonly dial: DialBehaviour;
  /** Seed of all ids. */
  readonly seed: number;
  readonly clock: Clock;
  readonly ticker: Ticker;
}

export const defaultSimulatorOptions = {
  ...simulatedAccount,
  carrier: 'twilio',
  limits: defaultMediaStreamLimits,
  relayProfile: defaultRelayProfile,
  dial: { result: 'completed', ringMs: 1_000, talkMs: 2_000 },
  seed: 1,
  clock: systemClock,
  ticker: sharedTicker,
} as const satisfies SimulatorOptions;

export interface PlaceCallOptions {
  /** The application's voice webhook, as it would be set for the number. */
  readonly voiceUrl: string;
  /** The number's status callback; null = none. */
  readonly statusCallback?: string | null;
  readonly from?: string;
  readonly to?: string;
  readonly faults?: Partial<Faults>;
}

/** A telephone network for a server under test: Twilio's behaviour (or Telnyx's), strict about what it is sent. */
export class TwilioSimulator {
  readonly options: SimulatorOptions;
  readonly #random: Random;
  readonly #calls = new Map<string, SimulatedCall>();
  #rest: RestServer | null = null;

  constructor(options: Partial<SimulatorOptions> = {}) {
    this.options = { ...defaultSimulatorOptions, ...options };
    this.#random = seededRandom(this.options.seed);
  }

  /** Calls that are going on now. */
  get liveCalls(): readonly SimulatedCall[] {
    return [...this.#calls.values()];
  }

  /** Text messages that the REST interface has accepted. */
  get sentMessages(): readonly TextMessage[] {
    return this.#rest?.messages.accepted ?? [];
  }

  /**
   * Begins a call for a handset. The call's `run` has been started; await `done` for its end.
   *
   * @throws WeaverError SIM_INSECURE_URL
   */
  placeCall(options: PlaceCallOptions, handset: Handset): { call: SimulatedCall; done: Promise<void> } {
    const call = this.prepareCall(options, handset);
    return { call, done: this.run(call) };
  }

  /** A call that has not begun to ring. */
  prepareCall(options: PlaceCallOptions, handset: Handset): SimulatedCall {
    refuseInsecure(options.voiceUrl);
    const { accountSid, authToken, carrier, limits, relayProfile, dial, clock, ticker } = this.options;
    return new SimulatedCall(
      {
        accountSid,
        authToken,
        carrier,
        limits,
        relayProfile,
        dial,
        clock,
        ticker,
        callSid: carrier === 'telnyx' ? `v3:${sid('', this.#random)}` : sid('CA', this.#random),
        from: options.from ?? '+85221234567',
        to: options.to ?? '+85228765432',
        voiceUrl: options.voiceUrl,
        statusCallback: options.statusCallback ?? null,
        faults: faultsOf(options.faults),
        random: this.#random,
      },
      handset,
    );
  }

  async run(call: SimulatedCall): Promise<void> {
    this.#calls.set(call.callSid, call);
    try {
      await call.run();
    } finally {
      this.#calls.delete(call.callSid);
    }
  }

  /** Starts the REST interface on this machine and returns its base URL. */
  async listen(port = 0): Promise<string> {
    this.#rest ??= new RestServer(this.options, (callSid) => this.#calls.get(callSid), this.#random);
    return this.#rest.listen(port);
  }

  /** @throws WeaverError SIM_UNKNOWN_CALL */
  hangUp(callSid: string): void {
    const call = this.#calls.get(callSid);
    if (!call) throw new WeaverError('SIM_UNKNOWN_CALL', { callSid });
    call.hangUp();
  }

  /** Hangs up every call and ends the REST interface. */
  async close(): Promise<void> {
    for (const call of this.#calls.values()) call.hangUp();
    await this.#rest?.close();
    this.#rest = null;
  }
}
