import type { ErrorEntry } from './entry.ts';

export const conversationErrors = {
  CALL_FINAL_OVERDUE: {
    status: 500,
    message:
      'The recogniser gave no final words in time after the end of the turn; the last partial was used.',
    fix: 'Look at the recogniser under load (weaver doctor), or configure another one for this language.',
  },
  CALL_FLOW_HAS_ERRORS: {
    status: 422,
    message: 'The flow has errors and cannot answer calls: {problems}.',
    fix: 'Run weaver flow validate: it says for each problem what happens to a caller because of it.',
  },
  CALL_MESSAGE_NOT_KEPT: {
    status: 409,
    message:
      'A caller left a message, and its sound could not be kept; its words were, as far as they were understood.',
    fix: 'Let the workflow answer by media streams (transport), and look whether the server can write its recordings.',
  },
  CALL_NO_RECORDING: {
    status: 404,
    message: 'There is no recording of this call.',
    fix: 'Calls are recorded where the workflow says so (privacy, recordCalls) and we hear the audio; a call that goes on has its recording when it has ended.',
  },
  CALL_NO_RECOGNISER: {
    status: 409,
    message: 'No recogniser understands {language} on the audio transport; callers can only use keys.',
    fix: 'Configure a speech provider for this language, or use ConversationRelay, where the carrier recognises.',
  },
  CALL_NO_SYNTHESISER: {
    status: 409,
    message: 'No synthesiser speaks {language}; the caller would hear silence.',
    fix: 'Install espeak-ng or configure a speech provider for this language.',
  },
  CALL_NO_EARS: {
    status: 503,
    message:
      'Every recogniser failed for two turns in a row: the fallback line was said and the call handed on or ended.',
    fix: 'Look at weaver providers check; configure a second recogniser, and a fallback number for the workflow.',
  },
  CALL_NO_VOICE: {
    status: 503,
    message:
      'Every synthesiser failed: the prepared fallback line was played and the call handed on or ended.',
    fix: 'Look at weaver providers check; configure a second synthesiser, and a fallback number for the workflow.',
  },
  CALL_UNKNOWN: {
    status: 404,
    message: 'There is no call {callSid}.',
    fix: 'Check the call id; calls older than the retention time are deleted.',
  },
  CALL_ALREADY_STARTED: {
    status: 409,
    message: 'The call {callSid} has already been started.',
    fix: 'A call is started once; use the handle that the first start returned.',
  },
  CALL_CRASHED: {
    status: 500,
    message: 'A defect ended this call; other calls go on.',
    fix: 'Report it with the call’s recorded events: weaver replay shows the step that failed.',
  },
  CALL_INTERRUPTED: {
    status: 500,
    message: 'The caller cut in before the language model had said anything.',
    fix: 'Nothing: the flow listens to what the caller says instead.',
  },
  CALL_NOT_SIMULATED: {
    status: 409,
    message: 'The call {callSid} has real ears; words cannot be put into them.',
    fix: 'Only calls of the simulated carrier that were started with a stand-in recogniser take spoken words.',
  },
  CALL_NOT_REPLAYABLE: {
    status: 409,
    message: 'The call {callSid} has no recorded events.',
    fix: 'Events are kept only while the workflow keeps transcripts and within its retention time.',
  },
  CALL_TRANSFER_UNAVAILABLE: {
    status: 409,
    message: 'This call cannot be transferred: the carrier gave no way to do it.',
    fix: 'Configure the carrier account, or set the connect action URL, so that the call can be redirected.',
  },
  MESSAGE_NO_ACCOUNT: {
    status: 409,
    message: 'The message was not sent: this call has no carrier’s account to send it from.',
    fix: 'Set the carrier’s account (TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or TELNYX_API_KEY). Test calls and simulated calls send no text messages.',
  },
  MESSAGE_REFUSED: {
    status: 502,
    message: 'The message was not accepted (status {status}, code {carrierCode}).',
    fix: 'Look the code up in the carrier’s documentation: the sender must be able to send text messages, and the other number to receive them. For a webhook, look at what the other system expects.',
  },
  MESSAGE_UNAVAILABLE: {
    status: 502,
    message: 'The carrier could not be reached to send the message ({cause}).',
    fix: 'Check the network and the status page of the carrier.',
  },
  MESSAGE_TIMEOUT: {
    status: 504,
    message: 'The message was not accepted within {timeoutMs} ms; it may still arrive.',
    fix: 'Raise the node’s waiting time, or connect “failed” to a step that promises nothing.',
  },
  HTTP_ADDRESS_REFUSED: {
    status: 403,
    message: 'An HTTP node may not reach {host}: its address is private or not allowed.',
    fix: "Add the host to the workflow's allowedPrivateHosts if the flow is meant to reach it.",
  },
  HTTP_TIMEOUT: {
    status: 504,
    message: 'The HTTP request got no whole answer within {timeoutMs} ms.',
    fix: "Make the service faster, or raise the node's timeout.",
  },
  HTTP_TOO_LARGE: {
    status: 502,
    message: 'The HTTP answer was larger than {maxBytes} bytes.',
    fix: "Ask for less, or raise the node's size limit.",
  },
  HTTP_FAILED: {
    status: 502,
    message: 'The HTTP request failed: {reason}.',
    fix: 'Check the URL and that the service is up.',
  },
} as const satisfies Record<string, ErrorEntry>;
