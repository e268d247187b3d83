import type { ErrorEntry } from './entry.ts';

export const serverErrors = {
  API_SETTINGS_INVALID: {
    status: 500,
    message: 'The setting {name} is not valid: {reason}.',
    fix: 'Correct it in the environment or in .env; docs/configuration.md lists every setting.',
  },
  API_PORT_TAKEN: {
    status: 500,
    message: 'The port {port} of {host} is already in use.',
    fix: 'Stop the other program, or choose another port with PORT.',
  },
  API_PORT_REFUSED: {
    status: 500,
    message: 'The address {host}:{port} cannot be listened on ({reason}).',
    fix: 'Use an address of this machine, and a port above 1023 unless the process may use the lower ones.',
  },
  API_HOME_UNUSABLE: {
    status: 500,
    message: 'The folder of the server cannot be written ({reason}).',
    fix: 'Give the user of this process the right to write there, or set WEAVER_HOME to another folder.',
  },
  API_VAULT_KEY_INVALID: {
    status: 500,
    message: 'The file secret.key in the folder of the server does not hold a key.',
    fix: 'Put it back from a backup, or set WEAVER_VAULT_KEY; only if nothing sealed is to be kept, delete it.',
  },
  API_VAULT_UNREADABLE: {
    status: 409,
    message:
      'The stored settings of {provider} cannot be opened: they were sealed with another key, or damaged.',
    fix: 'Start with the key that sealed them (WEAVER_VAULT_KEY, or secret.key in WEAVER_HOME), or forget them with `weaver providers remove NAME` and set them again.',
  },
  API_REQUEST_INVALID: {
    status: 400,
    message: 'The request is not valid at {path}: {reason}.',
    fix: 'Correct the named place; /api/docs shows what each request takes.',
  },
  API_JSON_INVALID: {
    status: 400,
    message: 'The body is not valid JSON.',
    fix: 'Send one JSON value in UTF-8 with Content-Type: application/json.',
  },
  API_BODY_TOO_LARGE: {
    status: 413,
    message: 'The body is larger than {limit} bytes.',
    fix: 'Send less; a workflow document of this size should be split.',
  },
  API_MEDIA_TYPE: {
    status: 415,
    message: 'The content type of the body is not understood here.',
    fix: 'Send Content-Type: application/json.',
  },
  API_NOT_FOUND: {
    status: 404,
    message: 'There is nothing at this address.',
    fix: 'See /api/docs for the addresses that exist.',
  },
  API_BAD_REQUEST: {
    status: 400,
    message: 'The request is not valid HTTP ({reason}).',
    fix: 'Send a complete request in time, with headers of at most 16 KiB.',
  },
  API_TOO_SLOW: {
    status: 408,
    message: 'The request did not arrive in time.',
    fix: 'Send the whole request within half a minute.',
  },
  API_SIGN_IN: {
    status: 401,
    message: 'This address needs a sign-in.',
    fix: 'Send Authorization: Bearer with the server token or an API key, or sign in on the page.',
  },
  API_TOKEN_WRONG: {
    status: 401,
    message: 'The token is not known.',
    fix: 'Use the token that the server printed when it first started, WEAVER_TOKEN, or an API key that is not revoked.',
  },
  API_SCOPE_MISSING: {
    status: 403,
    message: 'The key may not do this: it lacks the scope {scope}.',
    fix: 'Make a key with this scope under /api/keys.',
  },
  API_HOST_REFUSED: {
    status: 403,
    message: 'Without a sign-in this server answers only under its local name.',
    fix: 'Open it as http://localhost, or set WEAVER_TOKEN and sign in.',
  },
  API_ORIGIN_REFUSED: {
    status: 403,
    message: 'The request comes from a page of another site.',
    fix: 'Use the page of this server, or an API key without cookies.',
  },
  API_RATE_LIMITED: {
    status: 429,
    message: 'Too many requests; try again in {seconds} s.',
    fix: 'Slow down, or raise the limit in the configuration.',
  },
  API_ETAG_NEEDED: {
    status: 428,
    message: 'A draft is saved with the etag of the draft that was read.',
    fix: 'Send If-Match with the etag, or If-Match: * to overwrite whatever is there.',
  },
  API_PROBLEMS: {
    status: 422,
    message: 'The workflow has {count} problems that stop it from being published; the first is {first}.',
    fix: 'Correct them; validate lists each with its place.',
  },
  API_WORKFLOW_UNKNOWN: {
    status: 404,
    message: 'No workflow answers this call.',
    fix: 'Publish a workflow with the number in its setup, name one with ?workflow=, or set a default workflow.',
  },
  API_NOT_PUBLISHED: {
    status: 409,
    message: 'The workflow {slug} has no published version.',
    fix: 'Publish it first.',
  },
  API_WORKFLOW_IN_USE: {
    status: 409,
    message: 'The workflow {slug} cannot be removed: the workflow {user} runs it as a sub-flow.',
    fix: 'Take the sub-flow out of that workflow and publish it, then remove this one.',
  },
  API_DRAINING: {
    status: 503,
    message: 'The server is shutting down and takes no new calls.',
    fix: 'Try again when it has started again.',
  },
  API_TOO_MANY_CALLS: {
    status: 503,
    message: 'There are already {limit} calls.',
    fix: 'Raise WEAVER_MAX_CALLS if the machine can take more, or add a machine.',
  },
  API_TOO_MANY_STREAMS: {
    status: 503,
    message: 'There are already {limit} streams of events.',
    fix: 'Close pages that show them, or ask for the state itself now and then: the same path without /events.',
  },
  API_NOT_SIMULATED: {
    status: 403,
    message: 'Words can be given only for calls of the simulated account.',
    fix: 'Use the CallSid of a live simulated call that was placed with the stand-in recogniser.',
  },
  API_NOT_LOCAL: {
    status: 403,
    message: 'The simulated account is only for this machine.',
    fix: 'Ask from the machine on which the server runs.',
  },
  API_UPGRADE_UNKNOWN: {
    status: 404,
    message: 'There is no WebSocket at this address.',
    fix: 'Use /live, /test-call, /twilio/media, /twilio/relay, /telnyx/media or /telnyx/relay.',
  },
  API_LIVE_FULL: {
    status: 503,
    message: 'There are already {limit} listeners of the live feed.',
    fix: 'Close some pages.',
  },
  API_PUBLIC_URL_MISSING: {
    status: 403,
    message:
      'A carrier called, but the server does not know its public address, so the signature cannot be checked.',
    fix: 'Set WEAVER_PUBLIC_URL to the https address that the carrier calls.',
  },
  ALERT_UNKNOWN: {
    status: 404,
    message: 'There is no alert rule {id}.',
    fix: 'Load the list of alerts again: the rule was deleted.',
  },
  ALERT_TOO_MANY: {
    status: 409,
    message: 'There are already {limit} alert rules.',
    fix: 'Delete one that is no longer needed.',
  },
  ALERT_WEBHOOK_FAILED: {
    status: 502,
    message: 'The webhook of an alert answered {status}.',
    fix: 'See at the receiver why it refuses; the message is a POST with JSON.',
  },
  API_INTERNAL: {
    status: 500,
    message: 'Something went wrong in the server; the request {requestId} was not finished.',
    fix: 'Look for the request id in the log and report it.',
  },
} as const satisfies Record<string, ErrorEntry>;
