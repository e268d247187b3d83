/** Programmable Messaging as far as accepting goes: what Twilio refuses is refused, the rest is kept to be looked at. */
import type { ServerResponse } from 'node:http';
import type { Random } from '../../types/clock.ts';
import type { TextMessage } from '../../types/message.ts';
import { sid } from './ids.ts';
import { reply, send } from './restAnswer.ts';

const MOST_CHARACTERS = 1_600;
const number = /^\+[1-9][0-9]{3,14}$/;
const senderName = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

export class SimulatedMessages {
  readonly #accountSid: string;
  readonly #random: Random;
  readonly #accepted: TextMessage[] = [];

  constructor(accountSid: string, random: Random) {
    this.#accountSid = accountSid;
    this.#random = random;
  }

  get accepted(): readonly TextMessage[] {
    return this.#accepted;
  }

  take(form: URLSearchParams, response: ServerResponse): void {
    const [to, from, text] = [form.get('To') ?? '', form.get('From') ?? '', form.get('Body') ?? ''];
    if (!number.test(to)) return reply(response, 400, 21211, "Invalid 'To' Phone Number");
    if (!number.test(from) && !senderName.test(from))
      return reply(response, 400, 21212, "Invalid 'From' Phone Number");
    if (text === '') return reply(response, 400, 21602, 'Message body is required');
    if (text.length > MOST_CHARACTERS)
      return reply(response, 400, 21617, 'The concatenated message body exceeds the 1600 character limit');
    this.#accepted.push({ to, from, text });
    send(response, 201, {
      sid: sid('SM', this.#random),
      account_sid: this.#accountSid,
      to,
      from,
      body: text,
      status: 'queued',
      direction: 'outbound-api',
      num_segments: '1',
      num_media: '0',
      error_code: null,
      error_message: null,
    });
  }
}
