/** The commands and their options. What a command does is in its own file, loaded when it runs. */
import { createRequire } from 'node:module';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addCache } from './cacheProgram.ts';
import type { GivenStep } from './callScript.ts';
import { addLanguages } from './languagesProgram.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
const JSON_HELP = 'print one JSON object and nothing else';

export function createProgram(): Command {
  const program = new Command('weaver')
    .description('Answers telephone calls: serve, try, check and measure.')
    .version(version)
    // Before a command only: `flow export` and `cache` have a `--version` of their own.
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(add --help for the options)');
  addServe(program);
  addCall(program);
  addFlow(program);
  addProviders(program);
  addLanguages(program, JSON_HELP);
  addCache(program, { jsonHelp: JSON_HELP, wholeNumber });
  addReplay(program);
  addBench(program);
  addDoctor(program);
  return program;
}

function addServe(program: Command): void {
  program
    .command('serve')
    .description('run the server until it is told to stop')
    .option('--port <number>', 'port to listen on (default: PORT or 8080)', wholeNumber(0, 65_535))
    .option('--host <address>', 'address to listen on (default: HOST or 127.0.0.1)')
    .action(async (options) => (await import('./commands/serve.ts')).serve(options));
}

function addCall(program: Command): void {
  // One list for all three: the caller does things in the order in which they are written.
  const steps: GivenStep[] = [];
  const step = (kind: GivenStep['kind']) => (value: string) => steps.push({ kind, value });
  program
    .command('call')
    .description('call a workflow over the simulated telephone network, with a caller who really speaks')
    .option('--workflow <slug>', 'which workflow answers', 'clinic')
    .addOption(
      new Option('--transport <kind>', 'how the call reaches the server')
        .choices(['media', 'relay'])
        .default('media'),
    )
    .option('--language <tag>', 'language of the call (default: en-US)')
    .addOption(
      new Option('--scenario <name>', 'a ready-made caller (default for the clinic: booking)')
        .choices(['booking', 'keypad', 'barge-in', 'silence', 'hang-up'])
        .conflicts(['say', 'press', 'callerAudio']),
    )
    .option('--say <text>', 'the caller lets the agent finish, then says this; may be repeated', step('say'))
    .option('--press <digits>', 'the same with keys; may be repeated', step('press'))
    .option('--caller-audio <file>', 'the same with a WAV file; may be repeated', step('play'))
    .option('--record <file>', 'save both sides as a two-channel WAV, caller left, agent right (media)')
    .option('--url <origin>', 'server to call (default: the one on PORT, or one started for this call)')
    .option('--json', JSON_HELP)
    .action(async (options) => (await import('./commands/call.ts')).call({ ...options, steps }));
}

function addFlow(program: Command): void {
  const flow = program.command('flow').description('workflows as files and versions');
  flow
    .command('validate')
    .description('check a workflow file; ends with 1 when it has errors')
    .argument('<file>')
    .option('--json', JSON_HELP)
    .action(async (file, options) =>
      (await import('./commands/flowValidate.ts')).flowValidate(file, options),
    );
  flow
    .command('import')
    .description('store a workflow file as a new draft')
    .argument('<file>')
    .option('--slug <slug>', 'name in addresses (default: made from its name)')
    .option('--json', JSON_HELP)
    .action(async (file, options) => (await import('./commands/flowImport.ts')).flowImport(file, options));
  flow
    .command('export')
    .description('write a workflow as a file')
    .argument('<workflow>', 'slug or id')
    .option('--version <number>', 'a published version (default: the draft)', wholeNumber(1, 1_000_000))
    .option('--output <file>', 'write here instead of printing')
    .option('--json', JSON_HELP)
    .action(async (slug, options) => (await import('./commands/flowExport.ts')).flowExport(slug, options));
  flow
    .command('publish')
    .description('freeze the draft as the next version, which answers from then on')
    .argument('<workflow>', 'slug or id')
    .option('--note <text>', 'what changed', '')
    .option('--no-wait', 'do not wait until its lines are synthesised')
    .option('--json', JSON_HELP)
    .action(async (slug, options) => (await import('./commands/flowPublish.ts')).flowPublish(slug, options));
  flow
    .command('list')
    .description('all workflows')
    .option('--json', JSON_HELP)
    .action(async (options) => (await import('./commands/flowList.ts')).flowList(options));
}

function addProviders(program: Command): void {
  const providers = program.command('providers').description('accounts at speech and language providers');
  providers
    .command('list')
    .description('all providers: what they do, what is set up, and by what')
    .option('--json', JSON_HELP)
    .action(async (options) => (await import('./commands/providersList.ts')).providersList(options));
  providers
    .command('check')
    .description('use them for real: speed, voices, what to mend; ends with 1 when one that is set up fails')
    .argument('[name]', 'only this one')
    .option('--language <tag>', 'language to speak and hear (default: en-US, or the first that is served)')
    .option('--json', JSON_HELP)
    .action(async (name, options) =>
      (await import('./commands/providersCheck.ts')).providersCheck(name, options),
    );
  providers
    .command('health')
    .description('in which order the running server asks them, and how fast and well they have been')
    .option('--language <tag>', 'for calls in this language', 'en-US')
    .option('--json', JSON_HELP)
    .action(async (options) => (await import('./commands/providersHealth.ts')).providersHealth(options));
  providers
    .command('simulate')
    .description('run simulated providers on this machine, and print the environment that uses them')
    .action(async () => (await import('./commands/providersSimulate.ts')).providersSimulate());
  providers
    .command('set')
    .description('store settings, sealed; takes effect for calls that begin afterwards')
    .argument('<name>')
    .argument('<field=value...>', 'field=- reads the value from standard input, field= removes it')
    .option('--json', JSON_HELP)
    .action(async (name, fields, options) =>
      (await import('./commands/providersSet.ts')).providersSet(name, fields, options),
    );
  providers
    .command('remove')
    .description('forget what is stored of a provider; the environment stays')
    .argument('<name>')
    .option('--json', JSON_HELP)
    .action(async (name, options) =>
      (await import('./commands/providersSet.ts')).providersRemove(name, options),
    );
}

function addReplay(program: Command): void {
  program
    .command('replay')
    .description(
      'run a recorded call once more from its events; ends with 1 when it differs from what was stored',
    )
    .argument('<callSid>')
    .option('--json', JSON_HELP)
    .action(async (callSid, options) => (await import('./commands/replay.ts')).replay(callSid, options));
}

function addBench(program: Command): void {
  program
    .command('bench')
    .description('measure; without a name, list the benches')
    .argument('[name]')
    .option('--quick', 'under 40 s, for a first look')
    .option('--json', JSON_HELP)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async (name, options, command) =>
      (await import('./commands/bench.ts')).bench(name, options, command.args.slice(1)),
    );
}

function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check this machine and its settings; ends with 1 when something must be mended')
    .option('--json', JSON_HELP)
    .action(async (options) => (await import('./commands/doctor.ts')).doctor(options));
}

export type WholeNumber = typeof wholeNumber;

function wholeNumber(min: number, max: number) {
  return (value: string): number => {
    const number = Number(value);
    if (Number.isInteger(number) && number >= min && number <= max && value.trim() !== '') return number;
    throw new InvalidArgumentError(`a whole number from ${min} to ${max}`);
  };
}
