/** Which problems are shown where: each exactly once, at the innermost thing that is drawn. */
import type { FlowProblem } from '../../../../types/flow.ts';
import { startsWith, type Path } from './paths.ts';

/** Of a field with nothing drawn inside it. */
export function problemsUnder(problems: readonly FlowProblem[], path: Path): readonly FlowProblem[] {
  return problems.filter((problem) => problem.path !== undefined && startsWith(problem.path, path));
}

/** Of a list, an entry or a group, without those that a field drawn inside it shows. `inner`: the steps that are drawn. */
export function problemsAt(
  problems: readonly FlowProblem[],
  path: Path,
  inner: readonly (string | number)[],
): readonly FlowProblem[] {
  return problemsUnder(problems, path).filter(({ path: at = [] }) => {
    const next = at[path.length];
    return next === undefined || !inner.includes(next);
  });
}
