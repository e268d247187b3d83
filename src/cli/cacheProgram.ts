/** The commands of `weaver cache` and their options. */
import type { Command } from 'commander';
import type { WholeNumber } from './program.ts';

export interface CacheProgramOptions {
  readonly jsonHelp: string;
  readonly wholeNumber: WholeNumber;
}

export function addCache(program: Command, { jsonHelp, wholeNumber }: CacheProgramOptions): void {
  const cache = program
    .command('cache')
    .description('the response cache: how it does, why it answers, what it forgets');
  const version = wholeNumber(0, 1_000_000);
  cache
    .command('stats')
    .description('what it holds and has done, and how far each workflow is from its certificate')
    .option('--json', jsonHelp)
    .action(async (options) => (await import('./commands/cacheStats.ts')).cacheStats(options));
  cache
    .command('explain')
    .description('what it would do with these words at a node, and why')
    .argument('<words>')
    .requiredOption('--workflow <workflow>', 'slug or id')
    .requiredOption('--node <id>', 'a Conversation node')
    .option(
      '--version <number>',
      'a published version, 0 for the draft (default: what answers calls)',
      version,
    )
    .option('--language <tag>', 'language of the call (default: the workflow’s first)')
    .option('--after <line>', 'what the agent said before; may be repeated, the last one last', collect)
    .option('--heard <words>', 'what the caller said before; may be repeated, the last one last', collect)
    .option(
      '--path <node-and-outcome>',
      'an outcome by which a node was left, as `node>outcome`; may be repeated',
      collect,
    )
    .option('--value <name=value>', 'what the flow knows of the caller; may be repeated', collect)
    .option('--json', jsonHelp)
    .action(async (words, options) =>
      (await import('./commands/cacheExplain.ts')).cacheExplain(words, options),
    );
  cache
    .command('purge')
    .description('let it forget: all that matches, or what one call or one caller taught it')
    .option('--workflow <workflow>', 'slug or id')
    .option('--version <number>', 'of the workflow, 0 for the draft', version)
    .option('--node <id>', 'of the workflow')
    .option('--text <text>', 'entries whose words or answers hold this')
    .option('--call <callSid>', 'what this call taught')
    .option('--caller <number>', 'what all stored calls from or to this number taught')
    .option('--all', 'everything')
    .option('--yes', 'with --all: really')
    .option('--json', jsonHelp)
    .action(async (options) => (await import('./commands/cachePurge.ts')).cachePurge(options));
  cache
    .command('export')
    .description('what it holds, one JSON object a line; callers’ words are in it')
    .option('--workflow <workflow>', 'slug or id')
    .option('--version <number>', 'of the workflow, 0 for the draft', version)
    .option('--node <id>', 'of the workflow')
    .option('--text <text>', 'only entries whose words or answers hold this')
    .option('--output <file>', 'write here instead of printing')
    .option('--json', jsonHelp)
    .action(async (options) => (await import('./commands/cacheExport.ts')).cacheExport(options));
  cache
    .command('report')
    .description('say that an answer is wrong, or right')
    .argument('<entry>', 'its id, from export or explain')
    .argument('<answer>', 'its id there')
    .option('--approve', 'it is right: served from now on')
    .option('--undo', 'neither: by its evidence alone again')
    .option('--json', jsonHelp)
    .action(async (entry, answer, options) =>
      (await import('./commands/cacheReport.ts')).cacheReport(entry, answer, options),
    );
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
