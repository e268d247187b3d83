import { afterEach, describe, expect, it, vi } from 'vitest';
import { call, type CallOptions } from './commands/call.ts';
import { cacheExplain } from './commands/cacheExplain.ts';
import { flowExport } from './commands/flowExport.ts';
import { createProgram } from './program.ts';

vi.mock('./commands/flowExport.ts', () => ({ flowExport: vi.fn<typeof flowExport>() }));
vi.mock('./commands/cacheExplain.ts', () => ({ cacheExplain: vi.fn<typeof cacheExplain>() }));
vi.mock('./commands/call.ts', () => ({ call: vi.fn<(options: CallOptions) => Promise<void>>() }));

/** Without the complaints of commander on the terminal. */
function run(...args: string[]): Promise<unknown> {
  const program = createProgram();
  for (const command of [program, ...program.commands])
    command.configureOutput({ writeErr: () => undefined });
  for (const command of program.commands) command.exitOverride();
  return program.parseAsync(args, { from: 'user' });
}

async function callOptions(...args: string[]): Promise<CallOptions> {
  await run('call', ...args);
  const options = vi.mocked(call).mock.lastCall?.[0];
  if (!options) throw new Error('the command did not run');
  return options;
}

describe('weaver call', () => {
  afterEach(() => void vi.mocked(call).mockClear());

  it('calls the clinic over media unless told otherwise', async () => {
    expect(await callOptions()).toMatchObject({ workflow: 'clinic', transport: 'media', steps: [] });
  });
  it('keeps what the caller does in the order in which it was written', async () => {
    const { steps } = await callOptions(
      '--say',
      'hello',
      '--press',
      '12',
      '--caller-audio',
      'a.wav',
      '--say',
      'bye',
    );
    expect(steps).toEqual([
      { kind: 'say', value: 'hello' },
      { kind: 'press', value: '12' },
      { kind: 'play', value: 'a.wav' },
      { kind: 'say', value: 'bye' },
    ]);
  });
  it.each([
    ['an unknown option', ['call', '--bogus']],
    ['an unknown transport', ['call', '--transport', 'pigeon']],
    ['a scenario together with own steps', ['call', '--scenario', 'keypad', '--say', 'x']],
    ['a port that is none', ['serve', '--port', '70000']],
  ])('refuses %s', async (_, args) => {
    await expect(run(...args)).rejects.toMatchObject({ exitCode: 1 });
    expect(call).not.toHaveBeenCalled();
  });
});

describe('--version behind a command', () => {
  it('is the workflow’s, not the program’s (printed the program’s and did nothing)', async () => {
    await run('flow', 'export', 'clinic', '--version', '2');
    expect(vi.mocked(flowExport).mock.lastCall).toEqual(['clinic', { version: 2 }]);
    await run('cache', 'explain', 'hello', '--workflow', 'clinic', '--node', 'hours', '--version', '0');
    expect(vi.mocked(cacheExplain).mock.lastCall).toEqual([
      'hello',
      { workflow: 'clinic', node: 'hours', version: 0 },
    ]);
  });
});
