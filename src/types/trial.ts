/** A trial on live calls: some of them go without one optimisation, so that the others show what it buys. */
import { z } from 'zod';

export const optimisation = z.enum(['cache', 'languageOptimization', 'failover', 'speculation']);
export type Optimisation = z.infer<typeof optimisation>;

export const trialSettings = z
  .object({
    /** What is measured. Only what is switched on can be. */
    of: z.array(optimisation).max(optimisation.options.length).default([]),
    /** Of all calls, how many go without each. Together never more than half. */
    share: z.number().min(0.02).max(0.25).default(0.1),
  })
  .meta({ id: 'TrialSettings' });
export type TrialSettings = z.infer<typeof trialSettings>;
