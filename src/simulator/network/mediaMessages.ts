/** What an application may send on a media stream, checked to the letter (Twilio: errors 31950 and 31951). */

export type OutboundMedia =
  | { readonly event: 'media'; readonly payload: Uint8Array }
  | { readonly event: 'mark'; readonly name: string }
  | { readonly event: 'clear' };

export type MediaCheck =
  | { readonly ok: true; readonly message: OutboundMedia }
  | { readonly ok: false; readonly code: '31950' | '31951'; readonly reason: string };

export type MediaDialect = 'twilio' | 'telnyx';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** First bytes of audio files. Twilio plays them as noise; here they are an error. */
const fileHeaders = ['RIFF', 'RIFX', 'OggS', 'fLaC', '.snd'];

type Fields = Record<string, unknown>;

function invalid(reason: string): MediaCheck {
  return { ok: false, code: '31951', reason };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first field that is missing or should not be there. */
function fieldProblem(
  value: Fields,
  where: string,
  required: string[],
  optional: string[] = [],
): string | null {
  for (const name of required) if (!Object.hasOwn(value, name)) return `${where}: field ${name} is missing`;
  for (const name of Object.keys(value))
    if (!required.includes(name) && !optional.includes(name))
      return `${where}: extra field ${name.slice(0, 40)}`;
  return null;
}

/**
 * Checks one WebSocket message from the application.
 *
 * @param data the frame as received
 * @param binary whether it came as a binary frame
 * @param streamSid the stream's id; Telnyx messages need not carry it
 */
export function checkMediaMessage(
  data: Buffer | string,
  binary: boolean,
  streamSid: string,
  dialect: MediaDialect = 'twilio',
): MediaCheck {
  if (binary) return { ok: false, code: '31950', reason: 'binary frame' };
  let value: unknown;
  try {
    value = JSON.parse(data.toString());
  } catch {
    return invalid('not JSON');
  }
  if (!isObject(value)) return invalid('not a JSON object');
  const event = value['event'];
  if (event !== 'media' && event !== 'mark' && event !== 'clear')
    return invalid(`unknown event ${String(JSON.stringify(event)).slice(0, 40)}`);
  const idField = dialect === 'twilio' ? 'streamSid' : 'stream_id';
  const required = dialect === 'twilio' ? ['event', idField] : ['event'];
  const problem = fieldProblem(
    value,
    event,
    event === 'clear' ? required : [...required, event],
    dialect === 'twilio' ? [] : [idField],
  );
  if (problem) return invalid(problem);
  if (Object.hasOwn(value, idField) && value[idField] !== streamSid)
    return invalid(`${event}: wrong ${idField}`);
  if (event === 'clear') return { ok: true, message: { event } };
  const inner = value[event];
  if (!isObject(inner)) return invalid(`${event}: field ${event} is not an object`);
  return event === 'mark' ? checkMark(inner) : checkPayload(inner);
}

function checkMark(mark: Fields): MediaCheck {
  const problem = fieldProblem(mark, 'mark.mark', ['name']);
  if (problem) return invalid(problem);
  const name = mark['name'];
  if (typeof name !== 'string' || name === '')
    return invalid('mark.mark: name is not a string with characters');
  return { ok: true, message: { event: 'mark', name } };
}

function checkPayload(media: Fields): MediaCheck {
  const problem = fieldProblem(media, 'media.media', ['payload']);
  if (problem) return invalid(problem);
  const text = media['payload'];
  if (typeof text !== 'string' || text === '')
    return invalid('media.media: payload is not a string with characters');
  if (!base64.test(text)) return invalid('media.media: payload is not base64');
  const payload = Buffer.from(text, 'base64');
  const start = payload.toString('latin1', 0, 4);
  if (fileHeaders.includes(start))
    return invalid(`media.media: payload begins with a file header (${start})`);
  return { ok: true, message: { event: 'media', payload } };
}
