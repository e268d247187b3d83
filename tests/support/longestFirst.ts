import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Long though short to read: begun last, they would keep one core waiting for minutes. */
const long = ['tests/e2e/web/accessibility.test.ts', 'tests/e2e/calls.test.ts'];

/** A fresh clone has no record of how long its tests take, and goes by the length of the files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const at = long.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? long.length : at;
    };
    return sorted.toSorted((a, b) => place(a) - place(b));
  }
}
