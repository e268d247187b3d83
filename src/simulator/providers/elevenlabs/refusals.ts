/** How ElevenLabs says no: by HTTP before a socket opens, by an error frame and a close on one that is open. */
import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

interface Refusal {
  /** The name that the error has on the speech socket and in HTTP bodies. */
  readonly speech: string;
  /** The message type that it has on the recognition socket. */
  readonly recognition: string;
  readonly message: string;
}

/** What stands behind each HTTP status. */
export const refusals: Readonly<Record<number, Refusal>> = {
  400: { speech: 'invalid_parameters', recognition: 'invalid_request', message: 'Invalid parameters.' },
  401: { speech: 'invalid_api_key', recognition: 'auth_error', message: 'Invalid API key.' },
  402: {
    speech: 'quota_exceeded',
    recognition: 'quota_exceeded',
    message: 'This request exceeds your quota.',
  },
  403: {
    speech: 'missing_permissions',
    recognition: 'auth_error',
    message: 'The API key you used is missing the permission to execute this operation.',
  },
  404: { speech: 'voice_not_found', recognition: 'invalid_request', message: 'Not found.' },
  429: {
    speech: 'too_many_concurrent_requests',
    recognition: 'rate_limited',
    message: 'Too many concurrent requests.',
  },
  500: {
    speech: 'internal_server_error',
    recognition: 'transcriber_error',
    message: 'Something went wrong.',
  },
  503: { speech: 'service_unavailable', recognition: 'transcriber_error', message: 'Try again later.' },
};

export function bodyOfRefusal(status: number): string {
  const { speech, message } = refusals[status] ?? (refusals[500] as Refusal);
  return JSON.stringify({ detail: { status: speech, message } });
}

export function refuseRequest(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(bodyOfRefusal(status));
}

/** Instead of an upgrade. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  const body = bodyOfRefusal(status);
  socket.end(
    `HTTP/1.1 ${status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** On an open speech socket. The frame names no context: it is about the whole socket. */
export function refuseSpeech(socket: WebSocket, name: string, message: string, code = 1008): void {
  socket.send(JSON.stringify({ message, error: name, code }));
  socket.close(code, message.slice(0, 120));
}

/** On an open recognition socket. */
export function refuseRecognition(socket: WebSocket, messageType: string, message: string): void {
  socket.send(JSON.stringify({ message_type: messageType, error: message }));
  socket.close(1008, messageType);
}
