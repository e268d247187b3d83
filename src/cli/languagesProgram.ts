/** The commands of `weaver languages` and their options. */
import type { Command } from 'commander';

export function addLanguages(program: Command, jsonHelp: string): void {
  const languages = program.command('languages').description('languages: what works where, and your own');
  languages
    .command('list', { isDefault: true })
    .description('all of them; the same as without a word')
    .option('--json', jsonHelp)
    .action(async (options) => (await import('./commands/languagesList.ts')).languagesList(options));
  languages
    .command('show')
    .description('all that is known of one: codes, voices, notes, and what was measured')
    .argument('<tag>', 'such as zh-HK; of a tag without a record, the one that stands for it')
    .option('--json', jsonHelp)
    .action(async (tag, options) =>
      (await import('./commands/languagesShow.ts')).languagesShow(tag, options),
    );
  languages
    .command('plan')
    .description(
      'how the next call of a workflow would hear and speak its languages, and why; needs a server',
    )
    .argument('<workflow>', 'id or slug')
    .option('--draft', 'the draft instead of the published version')
    .option('--json', jsonHelp)
    .action(async (workflow, options) =>
      (await import('./commands/languagesPlan.ts')).languagesPlan(workflow, options),
    );
  languages
    .command('add')
    .description('add a language of your own; calls that begin afterwards know it')
    .argument('<file>', 'its record, JSON (docs/languages.md)')
    .option('--replace', 'in the place of the one with the same tag')
    .option('--json', jsonHelp)
    .action(async (file, options) =>
      (await import('./commands/languagesChange.ts')).languagesAdd(file, options),
    );
  languages
    .command('remove')
    .description('remove a language of your own that no published workflow speaks')
    .argument('<tag>')
    .option('--json', jsonHelp)
    .action(async (tag, options) =>
      (await import('./commands/languagesChange.ts')).languagesRemove(tag, options),
    );
}
