#!/usr/bin/env node
/** The `weaver` command. */
import { existsSync } from 'node:fs';
import { CommanderError } from 'commander';
import { exitCode, exitCodeOf, printError } from './output.ts';
import { createProgram } from './program.ts';
import { WeaverError } from '../types/errors/index.ts';

const NEEDED_NODE = 24;
const args = process.argv.slice(2);
const json = args.includes('--json');

if (Number(process.versions.node.split('.', 1)[0]) < NEEDED_NODE) {
  process.stderr.write(`Node ${NEEDED_NODE} or newer is needed; this is ${process.versions.node}.\n`);
  process.exit(exitCode.failed);
}

try {
  // Before anything reads the environment; what is set there wins over the file.
  if (existsSync('.env')) process.loadEnvFile('.env');
  await createProgram().parseAsync(args, { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version were asked for; all else is wrong usage, already explained by commander on standard error.
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    if (error.exitCode !== 0 && json)
      printError(new WeaverError('CLI_USAGE', { reason: plain(error.message) }), json);
  } else {
    printError(error, json);
    process.exitCode = exitCodeOf(error);
  }
}

// The command is done and what it printed is written (pipes and files are synchronous here): a timer or an idle
// connection somewhere must not keep the person waiting.
process.exit();

/** Commander's message without its own prefix and full stop. */
function plain(message: string): string {
  return message.replace(/^error: /, '').replace(/\.$/, '');
}
