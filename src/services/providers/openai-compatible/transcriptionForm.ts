/** The multipart form of a transcription (RFC 7578). */
import { randomUUID } from 'node:crypto';

export interface Form {
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * @param fields by name; they go first, so that a host that reads while the file still comes knows what to do with it
 * @param wav the file
 */
export function transcriptionForm(fields: Readonly<Record<string, string>>, wav: Buffer): Form {
  // 122 random bits: no value and no audio holds it.
  const boundary = `turn-${randomUUID()}`;
  const part = (disposition: string) => `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`;
  const texts = Object.entries(fields).map(([name, value]) => `${part(`name="${name}"`)}\r\n${value}\r\n`);
  const file = `${part('name="file"; filename="turn.wav"')}content-type: audio/wav\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(texts.join('') + file), wav, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

/**
 * Whisper reads the last 224 tokens of a prompt and drops what is before. A letter is a quarter of a token, a Chinese
 * character up to one and a half: this many bytes of UTF-8 stay below it in either.
 */
const LONGEST_PROMPT = 400;

/** Phrases as a prompt, the likeliest first; undefined when there are none. */
export function promptOf(phrases: readonly string[]): string | undefined {
  let prompt = '';
  for (const phrase of phrases) {
    const longer = prompt === '' ? phrase : `${prompt}, ${phrase}`;
    if (Buffer.byteLength(longer) > LONGEST_PROMPT) break;
    prompt = longer;
  }
  return prompt === '' ? undefined : prompt;
}
