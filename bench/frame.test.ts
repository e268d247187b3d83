import { parseArgs } from 'node:util';
import { expect, it } from 'vitest';
import { givenValues, parsedOptions, type Bench } from './frame.ts';

const bench: Bench = {
  name: 'some',
  description: 'a bench',
  options: { turns: 'how many' },
  flags: { real: 'in wall time' },
  run: () => Promise.resolve({ conditions: {}, results: {}, goals: [] }),
};
const read = (...args: string[]) => givenValues(parseArgs({ args, options: parsedOptions(bench) }).values);

it('reads options with their values, flags as on, and neither where they are not given', () => {
  expect(read('--turns', '7', '--real')).toEqual({ turns: '7', real: 'on' });
  expect(read()).toEqual({});
  expect(() => read('--real=yes')).toThrow(/does not take an argument/);
  expect(() => read('--other')).toThrow(/Unknown option/);
});
