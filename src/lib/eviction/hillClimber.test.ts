import { describe, expect, it } from 'vitest';
import { defaultClimber, HillClimber } from './hillClimber.ts';

const SAMPLE = 100;

/** Requests of which a share that the window's size decides are hits. */
function tries(climber: HillClimber, rate: (share: number) => number, times: number): void {
  for (let n = 0; n < times; n++) {
    const hits = Math.round(rate(climber.share) * SAMPLE);
    for (let k = 0; k < SAMPLE; k++) climber.request(k < hits, SAMPLE);
  }
}

describe('HillClimber', () => {
  it('stands still within a sample', () => {
    const climber = new HillClimber();
    for (let n = 0; n < SAMPLE - 1; n++) climber.request(false, SAMPLE);
    expect(climber.share).toBe(defaultClimber.least);
    climber.request(false, SAMPLE);
    expect(climber.share).toBeGreaterThan(defaultClimber.least);
  });

  it('grows a window that pays, up to the most', () => {
    const climber = new HillClimber();
    tries(climber, (share) => share, 40);
    expect(climber.share).toBe(defaultClimber.most);
  });

  it('shrinks one that costs, and finds the way back when the traffic is another', () => {
    const climber = new HillClimber();
    tries(climber, (share) => share, 40);
    tries(climber, (share) => 0.9 - share, 40);
    expect(climber.share).toBeLessThan(0.15);
  });
});
