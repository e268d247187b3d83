import type { ErrorEntry } from './entry.ts';

export const testCallErrors = {
  TEST_MESSAGE_MALFORMED: {
    status: 400,
    message: 'The page sent a message that could not be understood ({problem}).',
    fix: 'Load the page again: it may be of another version than the server.',
  },
  TEST_ALREADY_STARTED: {
    status: 409,
    message: 'This socket has its call already.',
    fix: 'Open another socket: one page, one call.',
  },
  TEST_NOT_STARTED: {
    status: 409,
    message: 'There is no call on this socket yet.',
    fix: 'Send start first.',
  },
  TEST_AUDIO_LATE: {
    status: 504,
    message: 'No way for the audio was found within {seconds} s.',
    fix: 'Start again; where WebRTC is blocked, the audio goes over WebSocket.',
  },
  TEST_WEBRTC_FAILED: {
    status: 502,
    message: 'WebRTC could not be set up ({reason}); the audio goes over WebSocket.',
    fix: 'Nothing to do for a test. UDP between this browser and the server is blocked, or the offer was not understood.',
  },
  TEST_TOO_MANY: {
    status: 503,
    message: 'There are already {limit} test calls.',
    fix: 'Close some of the pages that make them.',
  },
  TEST_NO_CALLERS: {
    status: 501,
    message: 'This server plays no simulated callers.',
    fix: 'Start it with weaver serve, or give the server its simulatedCallers.',
  },
  TEST_CALLER_UNKNOWN: {
    status: 404,
    message: 'There is no simulated caller {name} for this workflow.',
    fix: 'Choose one of the list, or give lines of your own.',
  },
  TEST_CALLER_FAILED: {
    status: 502,
    message: 'The simulated caller did not get through ({code}).',
    fix: 'Look the code up in docs/errors.md.',
  },
} as const satisfies Record<string, ErrorEntry>;
