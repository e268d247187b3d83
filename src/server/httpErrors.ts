/** Every failure of a request becomes one form: `{ error: { code, message, fix, detail } }`, code from the error table. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { ApiError } from '../types/api.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { JsonValue } from '../types/json.ts';
import { plainError } from './logging.ts';

export const BODY_LIMIT = 1024 * 1024;

export function errorBody(error: WeaverError): ApiError {
  const detail = JSON.parse(JSON.stringify(error.detail)) as Record<string, JsonValue>;
  const { code, message, fix } = error;
  return { error: { code, message, fix, ...(Object.keys(detail).length > 0 && { detail }) } };
}

/** Turns whatever was thrown into one of ours. */
export function asWeaverError(error: unknown, requestId = ''): WeaverError {
  if (error instanceof WeaverError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issue = error.validation[0];
    const path =
      (issue?.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.') ||
      error.validationContext ||
      'body';
    return new WeaverError('API_REQUEST_INVALID', { path, reason: issue?.message ?? 'not valid' });
  }
  const { code, statusCode } = error as Partial<FastifyError>;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new WeaverError('API_BODY_TOO_LARGE', { limit: BODY_LIMIT });
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new WeaverError('API_MEDIA_TYPE');
  if (code?.startsWith('FST_ERR_CTP_') || (error instanceof SyntaxError && statusCode === 400))
    return new WeaverError('API_JSON_INVALID');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new WeaverError('API_BAD_REQUEST', { reason: code ?? STATUS_CODES[statusCode] ?? 'refused' });
  return new WeaverError('API_INTERNAL', { requestId }, { cause: error });
}

/** The error handler of everything that people and programs call. Carriers have their own: they want TwiML. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = asWeaverError(error, request.id);
  logFailure(known, error, request);
  void reply.code(known.status).header('cache-control', 'no-store').send(errorBody(known));
}

export function logFailure(known: WeaverError, error: unknown, request: FastifyRequest): void {
  const line = { code: known.code, route: request.routeOptions.url, requestId: request.id };
  if (known.status >= 500)
    request.log.error({ ...line, err: plainError(known.cause ?? error) }, 'request failed');
  else request.log.info(line, 'request refused');
}

/** For bytes that never became a request: nonsense, headers too long, headers that never end. */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || socket.destroyed) {
    socket.destroy();
    return;
  }
  const known =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? new WeaverError('API_TOO_SLOW')
      : new WeaverError('API_BAD_REQUEST', {
          reason: error.code === 'HPE_HEADER_OVERFLOW' ? 'headers too long' : 'not HTTP',
        });
  socket.end(rawAnswer(known), () => socket.destroy());
}

/** A whole HTTP/1.1 answer as text, for sockets that have no reply object (and for upgrades that are refused). */
export function rawAnswer(error: WeaverError): string {
  const body = JSON.stringify(errorBody(error));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status] ?? 'Error'}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
