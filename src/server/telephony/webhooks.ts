/** The carriers' HTTP requests. Every answer is TwiML, also when something is wrong: a caller must never hear silence. */
import { expectedPhrases } from '../../services/flow/index.ts';
import { parse as parseQuery } from 'node:querystring';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  parseStatusCallback,
  parseStreamCallback,
  parseVoiceWebhook,
} from '../../services/telephony/index.ts';
import { WeaverError } from '../../types/errors/index.ts';
import { languageTag, type LanguageTag } from '../../types/language.ts';
import { asWeaverError, logFailure } from '../httpErrors.ts';
import { apology } from './apologies.ts';
import type { Caller, CarrierName, Form } from './carrierAuth.ts';
import { pathsOf } from './claims.ts';
import { connectTwiml, type TelephonyContext } from './connect.ts';
import { connectAction, dialAction } from './sessionEnd.ts';

type Handler = (
  caller: Caller,
  form: Form,
  request: FastifyRequest,
) => string | null | Promise<string | null>;

/** Registers the webhooks of both carriers. In a scope of its own: its body parser and error handler are not the API's. */
export function telephonyRoutes(app: FastifyInstance, context: TelephonyContext): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => {
      done(null, formOf(String(body)));
    },
  );
  app.setErrorHandler((error, request, reply) => {
    const known = asWeaverError(error, request.id);
    logFailure(known, error, request);
    // What the sender got wrong keeps its status; what went wrong here must not stop the carrier from reading the apology.
    const status =
      known.status >= 400 && known.status < 500 && SENDERS_FAULT.test(known.code) ? known.status : 200;
    return xml(
      reply.code(status).header('x-weaver-error', known.code),
      apology(known.code, wantedLanguage(request)),
    );
  });
  for (const carrier of ['twilio', 'telnyx'] as const) carrierRoutes(app, context, carrier);
}

const SENDERS_FAULT = /^(TEL_SIGNATURE|TEL_BODY|TEL_CALLBACK|API_BODY|API_MEDIA|API_BAD|API_JSON|API_RATE)/;

function carrierRoutes(app: FastifyInstance, context: TelephonyContext, carrier: CarrierName): void {
  const route = (path: string, handler: Handler, method: ('GET' | 'POST')[] = ['POST']) =>
    app.route({
      method,
      url: path,
      schema: { hide: true },
      handler: async (request, reply) => {
        const form = request.method === 'GET' ? null : formBody(request);
        const caller = context.auth.webhook(request.raw, carrier, form);
        const twiml = await handler(caller, form ?? formOf(queryOf(request)), request);
        return twiml === null ? reply.code(204).send() : xml(reply, twiml);
      },
    });
  const paths = pathsOf(carrier);
  route(paths.voice, (caller, form, request) => voice(context, caller, form, request), ['GET', 'POST']);
  route(paths.connectAction, (caller, form) => connectAction(context, caller, form.fields));
  route(paths.dialAction, (_caller, form) => dialAction(context, form.fields));
  route(paths.streamStatus, (_caller, form, request) => {
    const { callSid, event, error } = parseStreamCallback(form.fields);
    if (event === 'error')
      request.log.warn({ callSid, event, code: /^\d{5}/.exec(error)?.[0] }, 'stream trouble');
    return null;
  });
  route(`/${carrier}/status`, (_caller, form, request) => {
    const { callSid, status, durationMs, errorCode } = parseStatusCallback(form.fields);
    request.log.info({ callSid, status, durationMs, errorCode }, 'call status');
    return null;
  });
}

/** A call comes in: who answers it, on which transport, in which language. */
async function voice(
  context: TelephonyContext,
  caller: Caller,
  form: Form,
  request: FastifyRequest,
): Promise<string> {
  const call = parseVoiceWebhook(form.fields);
  const wish = wishOf(request);
  const operator = await context.desk.operator({ workflow: wish.workflow, to: call.to, draft: wish.draft });
  const { config } = operator.line.document;
  const { compiled, languages } = operator.orchestrator;
  const standIn = caller.simulated && wish.standIn;
  const canRecognise = (language: LanguageTag) => standIn || context.canRecognise(operator, language);
  const { from, to, direction } = call;
  const claims = { caller, operator, standIn, from, to, direction };
  return connectTwiml(context, call.callSid, claims, {
    ...(wish.transport && { transport: wish.transport }),
    ...(wish.language && { language: wish.language }),
    config,
    canRecognise,
    hints: (language) => languages.relayHints(expectedPhrases(compiled, language), language),
  });
}

interface Wish {
  readonly workflow: string | undefined;
  readonly transport: 'media' | 'relay' | undefined;
  readonly language: LanguageTag | undefined;
  readonly draft: boolean;
  readonly standIn: boolean;
}

/** The webhook's query. It is under the signature, so whoever set it may ask for it. Nonsense counts as absent. */
function wishOf(request: FastifyRequest): Wish {
  const query = parseQuery(queryOf(request));
  const one = (name: string) =>
    typeof query[name] === 'string' && query[name] !== '' ? query[name] : undefined;
  const transport = one('transport');
  return {
    workflow: one('workflow'),
    transport: transport === 'media' || transport === 'relay' ? transport : undefined,
    language: wantedLanguage(request),
    draft: one('draft') === '1',
    standIn: one('standIn') === '1',
  };
}

function wantedLanguage(request: FastifyRequest): LanguageTag | undefined {
  const parsed = languageTag.safeParse(parseQuery(queryOf(request))['language']);
  return parsed.success ? parsed.data : undefined;
}

function queryOf(request: FastifyRequest): string {
  const at = request.raw.url?.indexOf('?') ?? -1;
  return at < 0 ? '' : (request.raw.url ?? '').slice(at + 1);
}

function formBody(request: FastifyRequest): Form {
  const { body } = request;
  if (body === undefined || body === null) return formOf('');
  if (typeof body === 'object' && 'fields' in body && 'raw' in body) return body as Form;
  throw new WeaverError('API_MEDIA_TYPE');
}

/** A field given twice counts once, with its first value: carriers give each once. */
function formOf(raw: string): Form {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseQuery(raw))) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) fields[name] = first;
  }
  return { raw, fields };
}

function xml(reply: FastifyReply, body: string): FastifyReply {
  return reply
    .header('content-type', 'text/xml; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(body);
}
