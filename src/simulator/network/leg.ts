/** One WebSocket leg of a simulated call, as the call sees it. Driven by the call's ticks, one for each 20 ms. */
export interface Leg {
  readonly kind: 'media' | 'relay';
  /** Whether the application's socket is up and has been greeted. */
  readonly live: boolean;
  tick(): void;
  key(digit: string): void;
  /** The caller's end is gone (hung up, or ended by REST): says so where the protocol can, then closes. */
  hangUp(): void;
}

export interface LegEnd {
  readonly by: 'application' | 'caller' | 'failure';
  /** Relay: from the application's `end`. */
  readonly handoffData?: string;
  readonly code?: string;
  readonly message?: string;
}

export interface LegIdentity {
  readonly url: string;
  readonly callSid: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly from: string;
  readonly to: string;
  readonly carrier: 'twilio' | 'telnyx';
  /** From `<Parameter>`. */
  readonly parameters: Readonly<Record<string, string>>;
}
