import { z } from 'zod';
import * as api from '../../types/api.ts';
import type { WebhookStep } from '../../types/apiSetup.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { ServerContext } from '../context.ts';
import { checkConnection, checkName, checkSocket, checkWebhook, Identity } from '../setup/reachability.ts';
import type { CarrierName } from '../telephony/carrierAuth.ts';
import { pathsOf } from '../telephony/claims.ts';
import type { Api } from './api.ts';

const tags = ['Settings'];

/** Open to all: the check comes in by the public address, as a stranger. It answers nothing but that it is this server. */
export function reachableRoute(app: Api, context: ServerContext): void {
  const identity = new Identity(context.store);
  app.get(
    '/reachable/:nonce',
    {
      schema: {
        tags,
        summary: 'Proves to this server’s own check that it is the one that answers',
        params: z.object({ nonce: z.string().regex(/^[0-9a-f]{32}$/) }),
        response: { 200: api.reachable },
      },
    },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send({ proof: await identity.proof(request.params.nonce) }),
  );
}

export function webhookCheckRoutes(app: Api, context: ServerContext): void {
  app.post(
    '/settings/check-webhook',
    {
      config: { needs: 'admin', rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Whether the carrier’s webhook and sockets reach this server by its public address',
        body: api.webhookCheckRequest.nullish(),
        response: { 200: api.webhookCheck },
      },
    },
    async (request) => check(context, request.body?.carrier ?? 'twilio'),
  );
}

interface Step {
  readonly step: WebhookStep;
  /** Without it the next ones cannot be tried. */
  readonly needed: boolean;
  readonly run: (base: URL) => Promise<void>;
}

async function check(context: ServerContext, carrier: CarrierName): Promise<api.WebhookCheck> {
  const publicUrl = context.publicUrl() ?? null;
  const base = publicUrl === null ? null : new URL(publicUrl);
  const { voice, media } = pathsOf(carrier);
  const identity = new Identity(context.store);
  const steps: Step[] = [
    { step: 'name', needed: false, run: checkName },
    { step: 'connection', needed: true, run: (to) => checkConnection(to, identity) },
    { step: 'webhook', needed: false, run: (to) => checkWebhook(to, voice) },
    { step: 'socket', needed: false, run: (to) => checkSocket(to, media) },
    { step: 'signature', needed: false, run: async () => ensureAccount(context, carrier) },
  ];
  const missing = base === null ? new WeaverError('WEBHOOK_ADDRESS_MISSING') : null;
  const results = [said('address', missing ?? true)];
  let stopped = base === null;
  for (const { step, needed, run } of steps) {
    const result = stopped || base === null ? null : await outcome(run(base));
    results.push(said(step, result));
    if (needed && result !== true) stopped = true;
  }
  return {
    ok: results.every(({ ok }) => ok === true),
    publicUrl,
    webhook: publicUrl === null ? null : `${publicUrl}${voice}`,
    steps: results,
  };
}

async function outcome(step: Promise<void>): Promise<true | WeaverError> {
  try {
    await step;
    return true;
  } catch (error) {
    if (error instanceof WeaverError) return error;
    throw error;
  }
}

/** null: not tried. */
function said(step: WebhookStep, result: true | WeaverError | null): api.WebhookCheck['steps'][number] {
  if (!(result instanceof WeaverError)) return { step, ok: result, code: null, says: null, fix: null };
  const { code, message, fix, detail } = result;
  return { step, ok: false, code, says: message, fix, detail };
}

function ensureAccount({ settings }: ServerContext, carrier: CarrierName): void {
  if (carrier === 'telnyx' && settings.TELNYX_PUBLIC_KEY === undefined)
    throw new WeaverError('WEBHOOK_NO_KEY');
  if (carrier === 'twilio' && settings.TWILIO_AUTH_TOKEN === undefined)
    throw new WeaverError('WEBHOOK_NO_ACCOUNT');
}
