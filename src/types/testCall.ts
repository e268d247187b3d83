/**
 * The test call: what a page and the server say to each other on `/test-call`, one call a socket. Text messages are JSON;
 * binary messages are the caller's and the agent's audio while it goes over this socket (`services/telephony/browser`).
 */
import { z } from 'zod';
import { callEnd } from './call.ts';
import { languageTag } from './language.ts';
import { turn } from './turn.ts';

/** `webrtc`: Opus by UDP. `socket`: mu-law on this socket. `none`: words alone. */
export const testAudio = z.enum(['webrtc', 'socket', 'none']);
export type TestAudio = z.infer<typeof testAudio>;

/** SDP of a browser with one audio line is 1-2 KB. */
const sdp = z.string().min(1).max(16_384);
const workflow = z.string().min(1).max(128);
const version = z.number().int().nonnegative().default(0).describe('0 = the draft');

/** How the page hears us, since its last report. */
const hearing = z.object({
  /** Share of packets lost, 0-1. */
  loss: z.number().min(0).max(1),
  roundTripMs: z.number().min(0).max(60_000),
  /** What its jitter buffer holds. */
  bufferMs: z.number().min(0).max(60_000),
});

export const pageMessage = z
  .discriminatedUnion('type', [
    /** `offer`: with `webrtc` only. The call begins once audio can go both ways. */
    z.object({
      type: z.literal('start'),
      workflow,
      version,
      language: languageTag.optional(),
      audio: testAudio,
      offer: sdp.optional(),
    }),
    /** WebRTC did not come about, or broke: go on without it. */
    z.object({ type: z.literal('audio'), audio: z.enum(['socket', 'none']) }),
    /** What was sent before the mark has been played, or was thrown away by a clear. */
    z.object({ type: z.literal('mark'), name: z.string().min(1).max(64) }),
    z.object({ type: z.literal('key'), digit: z.string().regex(/^[0-9*#]$/) }),
    /** Typed instead of said. */
    z.object({ type: z.literal('text'), text: z.string().trim().min(1).max(2_000) }),
    z.object({ type: z.literal('hearing'), ...hearing.shape }),
    /** A simulated caller takes the call; the page watches. `caller`, or lines that are said one a turn. */
    z.object({
      type: z.literal('simulate'),
      workflow,
      version,
      language: languageTag.optional(),
      caller: z.string().max(64).optional(),
      lines: z.array(z.string().trim().min(1).max(500)).min(1).max(40).optional(),
    }),
    z.object({ type: z.literal('hangUp') }),
  ])
  .meta({ id: 'TestCallPageMessage' });
export type PageMessage = z.infer<typeof pageMessage>;
export type PageMessageInput = z.input<typeof pageMessage>;

/** Opus as it is sent now, one way. */
const opus = z.object({
  /** bit/s. */
  bitrate: z.number(),
  fec: z.boolean(),
  frameMs: z.number(),
  loss: z.number(),
});

export const testLink = z.object({
  audio: testAudio,
  /** Caller to server; null where nothing adapts. */
  up: opus
    .extend({
      /** What the server's jitter buffer aims for and holds. */
      targetMs: z.number(),
      bufferedMs: z.number(),
      concealed: z.number().describe('Frames made up for lost or late ones, since the start'),
    })
    .nullable(),
  /** Server to caller. */
  down: opus.extend({ roundTripMs: z.number(), bufferMs: z.number() }).nullable(),
});
export type TestLink = z.infer<typeof testLink>;

const problem = {
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  detail: z.record(z.string(), z.unknown()).optional(),
};

export const serverMessage = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('answer'), sdp }),
    z.object({
      type: z.literal('started'),
      callSid: z.string(),
      language: languageTag,
      version: z.number().int(),
      audio: testAudio,
      simulated: z.boolean(),
    }),
    /** Audio goes another way from now on. */
    z.object({ type: z.literal('audio'), audio: testAudio }),
    z.object({ type: z.literal('node'), nodeId: z.string() }),
    z.object({ type: z.literal('partial'), text: z.string() }),
    z.object({
      type: z.literal('opened'),
      index: z.number().int(),
      input: turn.shape.input,
      caller: z.string(),
    }),
    z.object({ type: z.literal('said'), utterance: z.string(), text: z.string() }),
    z.object({ type: z.literal('heard'), utterance: z.string(), text: z.string() }),
    z.object({ type: z.literal('turn'), turn }),
    /** Throw away what has not been played. */
    z.object({ type: z.literal('clear') }),
    /** Say so when everything before this has been played. */
    z.object({ type: z.literal('mark'), name: z.string() }),
    z.object({ type: z.literal('link'), link: testLink }),
    /** Met on the way; the call goes on. */
    z.object({ type: z.literal('note'), nodeId: z.string(), ...problem }),
    /** No call, or no longer one. */
    z.object({ type: z.literal('error'), ...problem }),
    z.object({ type: z.literal('ended'), end: callEnd }),
  ])
  .meta({ id: 'TestCallServerMessage' });
export type ServerMessage = z.infer<typeof serverMessage>;

/** Of `GET /api/workflows/:id/test-call`: what a test call of it can be. */
export const testCallOptions = z
  .object({
    languages: z.array(
      z.object({
        language: languageTag,
        /** Who hears and who speaks it on this server; null: nobody. */
        hears: z.string().nullable(),
        speaks: z.string().nullable(),
      }),
    ),
    /** Simulated callers that this server can play against this workflow. */
    callers: z.array(z.object({ name: z.string(), title: z.string(), language: languageTag })),
    /** Whether lines of one's own can be said by a simulated caller. */
    ownLines: z.boolean(),
  })
  .meta({ id: 'TestCallOptions' });
export type TestCallOptions = z.infer<typeof testCallOptions>;
