/** What a refusal of OpenAI's API means. Its message is never repeated: it may quote the key or the text. */
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { Clock } from '../../../types/clock.ts';
import type { ProviderFailure } from '../../../types/ports.ts';
import { failure, failureOfStatus, type FailureKind } from '../shared/failure.ts';

/** A refusal is a few hundred bytes; whoever sends more has nothing to say to us. */
const LONGEST_REFUSAL = 16_384;

/** The status alone is answer enough: its body is not waited for any longer, in ms. */
const REFUSAL_MS = 1_000;

/** Where the status says less than the code does: a used-up account answers 429 like a hasty one, a filter 400 like a typo. */
const meanings: Readonly<Record<string, readonly [kind: FailureKind, message: string]>> = {
  insufficient_quota: ['quota', 'the quota is used up'],
  billing_hard_limit_reached: ['quota', 'the spending limit is reached'],
  billing_not_active: ['quota', 'the account has no active billing'],
  content_policy_violation: ['content', 'its filter did not let the text through'],
  content_filter: ['content', 'its filter did not let the text through'],
  moderation_blocked: ['content', 'its filter did not let the text through'],
};

const word = z.string().optional().catch(undefined);
const refusal = z.object({ error: z.object({ code: word, type: word, param: word }) });

/** Reads the body as far as it is needed. Never rejects. */
export async function failureOfAnswer(
  provider: string,
  answer: Dispatcher.ResponseData,
  clock: Clock,
): Promise<ProviderFailure> {
  return failureOfRefusal(provider, answer.statusCode, await beginningOf(answer.body, clock));
}

export function failureOfRefusal(provider: string, status: number, body: string): ProviderFailure {
  const said = parse(body);
  for (const code of [said?.code, said?.type]) {
    const meaning = code === undefined || !Object.hasOwn(meanings, code) ? undefined : meanings[code];
    if (meaning) return failure(provider, meaning[0], `HTTP ${status}: ${meaning[1]}`);
  }
  if (status >= 400 && status < 500 && said?.param === 'voice') {
    return failure(provider, 'unsupported', `HTTP ${status}: it does not have the voice`);
  }
  return failureOfStatus(provider, status);
}

function parse(body: string): z.infer<typeof refusal>['error'] | undefined {
  try {
    return refusal.safeParse(JSON.parse(body)).data?.error;
  } catch {
    return undefined; // a proxy's page: the status has to do
  }
}

async function beginningOf(body: Dispatcher.ResponseData['body'], clock: Clock): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const timer = clock.after(REFUSAL_MS, () => body.destroy());
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > LONGEST_REFUSAL) break;
    }
  } catch {
    return ''; // cut off: the status is known all the same
  } finally {
    clock.cancel(timer);
  }
  return Buffer.concat(pieces).toString();
}
