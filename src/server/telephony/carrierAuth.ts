/** Whether a request really comes from a carrier, and from which. */
import type { IncomingMessage } from 'node:http';
import {
  checkTelnyxSignature,
  checkTwilioSignature,
  signedUrl,
  type SignatureCheck,
} from '../../services/telephony/index.ts';
import type { SimulatorAccount } from '../../types/api.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { comesFromThisMachine, isLocalHostHeader } from '../security/authenticator.ts';
import type { Settings } from '../settings.ts';

export type CarrierName = 'twilio' | 'telnyx';

/** `base`: the address under which this carrier reaches the server; what TwiML must say. */
export interface Caller {
  readonly carrier: CarrierName;
  readonly simulated: boolean;
  readonly base: string;
}

export interface Form {
  readonly raw: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface CarrierAuthOptions {
  readonly settings: Settings;
  readonly simulator: SimulatorAccount;
  readonly publicUrl: () => string | undefined;
  readonly clock: Clock;
}

export class CarrierAuth {
  readonly #options: CarrierAuthOptions;

  constructor(options: CarrierAuthOptions) {
    this.#options = options;
  }

  /** @throws WeaverError TEL_SIGNATURE_…, API_PUBLIC_URL_MISSING */
  webhook(request: IncomingMessage, carrier: CarrierName, form: Form | null): Caller {
    const simulated = this.#simulated(request, carrier, 'http', form?.fields);
    if (simulated) return simulated;
    if (carrier === 'twilio') return this.#signedByTwilio(request, 'http', form?.fields);
    const check = this.#telnyx(request, form);
    if (!check.ok) throw new WeaverError(check.code);
    return { carrier, simulated: false, base: this.#base() };
  }

  /**
   * Before the upgrade. Telnyx does not sign sockets: there the one-time token, which only its signed webhook was given,
   * has to do.
   *
   * @throws WeaverError TEL_SIGNATURE_…, API_PUBLIC_URL_MISSING
   */
  socket(request: IncomingMessage, carrier: CarrierName): Caller {
    const simulated = this.#simulated(request, carrier, 'ws', undefined);
    if (simulated) return simulated;
    if (carrier === 'telnyx') return { carrier, simulated: false, base: this.#base() };
    return this.#signedByTwilio(request, 'ws', undefined);
  }

  /** The simulated account's token is taken from this machine only, and only under a local name. */
  #simulated(
    request: IncomingMessage,
    carrier: CarrierName,
    scheme: 'http' | 'ws',
    params: Form['fields'] | undefined,
  ): Caller | null {
    const { host } = request.headers;
    if (host === undefined || !comesFromThisMachine(request) || !isLocalHostHeader(host)) return null;
    const base = `http://${host}`;
    const check = checkTwilioSignature({
      url: signedUrl(base, request.url ?? '/', scheme),
      signature: request.headers['x-twilio-signature'],
      authTokens: [this.#options.simulator.authToken],
      ...(params && { params }),
    });
    return check.ok ? { carrier, simulated: true, base } : null;
  }

  #signedByTwilio(
    request: IncomingMessage,
    scheme: 'http' | 'ws',
    params: Form['fields'] | undefined,
  ): Caller {
    const { TWILIO_AUTH_TOKEN, TWILIO_AUTH_TOKEN_SECONDARY } = this.#options.settings;
    const authTokens = [TWILIO_AUTH_TOKEN, TWILIO_AUTH_TOKEN_SECONDARY].filter(
      (token) => token !== undefined,
    );
    const signature = request.headers['x-twilio-signature'];
    if (signature === undefined) throw new WeaverError('TEL_SIGNATURE_MISSING');
    // Without a token nothing is right; with one, a missing address is the operator's mistake, and said as such.
    if (authTokens.length === 0) throw new WeaverError('TEL_SIGNATURE_WRONG');
    const base = this.#base();
    const url = signedUrl(base, request.url ?? '/', scheme);
    const check = checkTwilioSignature({ url, signature, authTokens, ...(params && { params }) });
    if (!check.ok) throw new WeaverError(check.code);
    return { carrier: 'twilio', simulated: false, base };
  }

  #telnyx(request: IncomingMessage, form: Form | null): SignatureCheck {
    return checkTelnyxSignature({
      signature: request.headers['telnyx-signature-ed25519'],
      timestamp: request.headers['telnyx-timestamp'],
      rawBody: form?.raw ?? '',
      publicKey: this.#options.settings.TELNYX_PUBLIC_KEY ?? '',
      wallMs: this.#options.clock.wall(),
    });
  }

  #base(): string {
    const base = this.#options.publicUrl();
    if (base === undefined) throw new WeaverError('API_PUBLIC_URL_MISSING');
    return base;
  }
}
