/** One thing that `weaver doctor` looks at. */
export interface Check {
  readonly name: string;
  run(): Promise<Finding> | Finding;
}

export interface Finding {
  /** `note`: works, but the operator may want to know. */
  readonly state: 'ok' | 'note' | 'failed';
  readonly says: string;
  /** What to do about it. */
  readonly fix?: string;
}

export interface CheckResult extends Finding {
  readonly name: string;
}

export const ok = (says: string): Finding => ({ state: 'ok', says });
export const note = (says: string, fix: string): Finding => ({ state: 'note', says, fix });
export const failed = (says: string, fix: string): Finding => ({ state: 'failed', says, fix });
