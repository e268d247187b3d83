import type { ErrorEntry } from './entry.ts';

export const cliErrors = {
  CLI_FILE_UNREADABLE: {
    status: 400,
    message: 'The file {file} cannot be read ({reason}).',
    fix: 'Check the path and the rights of the file.',
  },
  CLI_FILE_UNWRITABLE: {
    status: 400,
    message: 'The file {file} cannot be written ({reason}).',
    fix: 'Choose a folder that exists and that you may write to.',
  },
  CLI_NOT_JSON: {
    status: 400,
    message: 'The file {file} is not JSON ({reason}).',
    fix: 'Mend the file where the message points to, or write it again with the command that it came from.',
  },
  CLI_SERVER_UNREACHABLE: {
    status: 502,
    message: 'No server answers at {url}.',
    fix: 'Start one with npm start, or give its address with --url.',
  },
  CLI_SERVER_ANSWER: {
    status: 502,
    message: 'The server answered {method} {path} with status {status} and no error code.',
    fix: 'Look at the log of the server; it may be of another release than this command.',
  },
  CLI_TOKEN_NEEDED: {
    status: 401,
    message: 'The server at {url} wants a token.',
    fix: 'Set WEAVER_TOKEN to the token that the server printed when it started, or to an API key.',
  },
  CLI_CALL_MISSING: {
    status: 500,
    message: 'The call {callSid} ended, but the server has no complete record of it after {waitedMs} ms.',
    fix: 'Look at the log of the server for errors of its store.',
  },
  CLI_BENCH_UNKNOWN: {
    status: 404,
    message: 'There is no bench {name}; there are: {known}.',
    fix: 'Choose one of those.',
  },
  CLI_BENCH_NEEDS_SOURCES: {
    status: 409,
    message: 'Benches are not part of the installed package.',
    fix: 'Run them from a clone of the repository: npm run -s weaver -- bench <name>.',
  },
  CLI_BENCH_LACKS: {
    status: 409,
    message: 'This bench needs {what}.',
    fix: 'Install Chromium, or name it in WEAVER_CHROMIUM; build the web app with node scripts/webApp.mjs, or name a build with --web.',
  },
  CLI_PROVIDER_UNKNOWN: {
    status: 404,
    message: 'There is no provider {name}; there are: {known}.',
    fix: 'Choose one of those.',
  },
  CLI_USAGE: {
    status: 400,
    message: 'The command line is wrong: {reason}.',
    fix: 'See --help of the command.',
  },
  CLI_OPTION_INVALID: {
    status: 400,
    message: '{option} cannot be {value}: {reason}.',
    fix: 'See --help of the command.',
  },
  CLI_UNEXPECTED: {
    status: 500,
    message: 'Something unforeseen happened: {reason}.',
    fix: 'Run again with WEAVER_DEBUG=1 and report what it prints.',
  },
} as const satisfies Record<string, ErrorEntry>;
