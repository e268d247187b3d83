import type { ErrorEntry } from './entry.ts';

export const telephonyErrors = {
  TEL_MESSAGE_MALFORMED: {
    status: 400,
    message: 'The carrier sent a message that could not be understood ({problem}).',
    fix: 'One is ignored. If it repeats, check that the socket URL of the number points to the transport it is meant for.',
  },
  TEL_TOO_MANY_MALFORMED: {
    status: 400,
    message:
      'The carrier sent {count} messages in a row that could not be understood; the socket was closed.',
    fix: 'Check that the socket is opened by a supported carrier and that no proxy rewrites WebSocket messages.',
  },
  TEL_BINARY_FRAME: {
    status: 400,
    message: 'A binary WebSocket frame came where only text frames are allowed.',
    fix: 'Use the JSON protocol of Twilio or Telnyx; carriers that send raw audio frames are not supported on this address.',
  },
  TEL_MESSAGE_TOO_LARGE: {
    status: 413,
    message: 'A WebSocket message of {bytes} bytes is above the limit of {limit}.',
    fix: 'Carriers send messages of well under a kilobyte; find out who else speaks to this address.',
  },
  TEL_BEFORE_START: {
    status: 400,
    message: 'The carrier sent {event} before the stream had started; it was ignored.',
    fix: 'Nothing to do for one call. If it repeats, check for a proxy that reorders messages.',
  },
  TEL_SECOND_START: {
    status: 400,
    message: 'A second start for another stream came on a socket that is in use; it was ignored.',
    fix: 'Each call needs a socket of its own; check proxies that share WebSocket connections.',
  },
  TEL_WRONG_STREAM: {
    status: 400,
    message: 'A message for another stream came on this socket; it was ignored.',
    fix: 'Each call needs a socket of its own; check proxies that share WebSocket connections.',
  },
  TEL_MEDIA_FORMAT: {
    status: 400,
    message: 'The stream is {encoding} at {sampleRate} Hz; only mu-law at 8000 Hz is understood.',
    fix: 'For Telnyx set codec and bidirectionalCodec to PCMU; Twilio sends mu-law always.',
  },
  TEL_SEQUENCE_GAP: {
    status: 400,
    message: 'Messages of the carrier are missing on the way ({missing} so far).',
    fix: 'The gaps are filled with silence. If calls sound broken, check the network between the carrier and this server.',
  },
  TEL_CARRIER_UNKNOWN: {
    status: 400,
    message: 'The socket does not speak the protocol of a supported carrier (looks like: {looksLike}).',
    fix: 'Use Twilio or Telnyx, or add an adapter in services/telephony/mediaStreams.',
  },
  TEL_CARRIER_ERROR: {
    status: 502,
    message: 'The carrier reported an error: {description}.',
    fix: 'Look the call up in the console of the carrier; its error log gives the code and the cause.',
  },
  TEL_OUTBOUND_INVALID: {
    status: 500,
    message:
      'A {type} message with an invalid {field} was not sent, because the carrier would have refused it.',
    fix: 'Correct the node or setting that it came from; the call goes on without it.',
  },
  TEL_CALL_REFUSED: {
    status: 403,
    message: 'A socket for a call was refused ({reason}).',
    fix: 'Calls must begin at the voice webhook, which gives each one its one-time token.',
  },
  TEL_SILENT_SOCKET: {
    status: 408,
    message: 'A socket was closed because it did not speak in {seconds} s.',
    fix: 'Nothing to do, unless real calls are closed: then look for a proxy that holds messages back.',
  },
  TEL_TOO_MANY_SOCKETS: {
    status: 503,
    message: 'A socket was refused: {limit} already wait for their first message ({scope}).',
    fix: 'Somebody opens sockets that never speak. Allow only the carrier in the firewall, or raise the limit.',
  },
  TEL_HALF_OPEN: {
    status: 408,
    message: 'A socket was given up because nothing came from the other side for {seconds} s.',
    fix: 'The network between the carrier and this server broke; the carrier ends the call or connects again.',
  },
  TEL_URL_QUERY: {
    status: 500,
    message: 'A WebSocket URL given to the carrier must not have a query string.',
    fix: 'Remove everything from the question mark on; data goes as parameters.',
  },
  TEL_URL_INVALID: {
    status: 500,
    message: 'The URL for the carrier is not usable: {problem}.',
    fix: 'Set the public URL of the server to its full https address, e.g. https://voice.example.com.',
  },
  TEL_PARAMETER_TOO_LONG: {
    status: 500,
    message:
      'The parameter {name} has {length} characters with its value; the carrier takes fewer than {limit}.',
    fix: 'Shorten it, or keep the value on the server and pass a key.',
  },
  TEL_ATTRIBUTE_INVALID: {
    status: 500,
    message: 'The attribute {attribute} of {element} has a value that the carrier refuses.',
    fix: 'See docs/telephony.md for the values that are understood.',
  },
  TEL_DESTINATION_INVALID: {
    status: 422,
    message: 'The transfer destination is neither a telephone number nor a SIP address.',
    fix: 'Write the number in E.164 form (+85221234567) or use sip:user@host.',
  },
  TEL_SIGNATURE_MISSING: {
    status: 403,
    message: 'The request has no signature of the carrier.',
    fix: 'Only the carrier may call this address. If it does, check that no proxy removes the signature header.',
  },
  TEL_SIGNATURE_WRONG: {
    status: 403,
    message: 'The signature of the request does not match.',
    fix: 'Check the auth token or public key, and that the public URL is exactly the one configured at the carrier.',
  },
  TEL_SIGNATURE_STALE: {
    status: 403,
    message: 'The signature of the request is too old or from the future.',
    fix: 'Set the clock of this machine (NTP); signatures are valid for five minutes.',
  },
  TEL_BODY_HASH_WRONG: {
    status: 403,
    message: 'The body of the request is not the one that was signed.',
    fix: 'Check that no proxy changes request bodies.',
  },
  TEL_TOKEN_UNKNOWN: {
    status: 403,
    message: 'The token of the call is missing, unknown or has expired.',
    fix: 'Calls must begin at the voice webhook; the socket must open within its time limit.',
  },
  TEL_TOKEN_USED: {
    status: 403,
    message: 'The token of the call was used before.',
    fix: 'Each token opens one socket. A repeated one is a replay, or a carrier that connected twice.',
  },
  TEL_TOKEN_OTHER_CALL: {
    status: 403,
    message: 'The token belongs to another call.',
    fix: 'Each call must use the token from its own webhook answer.',
  },
  TEL_CALLBACK_INVALID: {
    status: 400,
    message: 'The callback of the carrier lacks {field} or has it wrong.',
    fix: 'Check that the callback URL is used for the kind of event it is meant for.',
  },
  TEL_CONTROL_REFUSED: {
    status: 502,
    message: 'The carrier refused to {action} the call (status {status}, code {carrierCode}).',
    fix: 'Check the account credentials and, for transfers, that the number may be dialled from this account.',
  },
  TEL_CONTROL_CALL_GONE: {
    status: 404,
    message: 'The carrier does not know the call, or it has already ended.',
    fix: 'Nothing to do; the caller has hung up.',
  },
  TEL_CONTROL_RATE_LIMITED: {
    status: 503,
    message: 'The carrier asks to slow down; try again in {retryAfterMs} ms.',
    fix: 'Ask the carrier for a higher request limit, or make fewer calls at once.',
  },
  TEL_CONTROL_UNAVAILABLE: {
    status: 502,
    message: 'The carrier could not be reached to {action} the call ({cause}).',
    fix: 'Check the network and the status page of the carrier.',
  },
} as const satisfies Record<string, ErrorEntry>;
