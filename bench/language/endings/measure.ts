/** How well scores tell ends from cuts: area under the curve, calibration, and misses at chosen false alarms. All weighted. */

export interface Scored {
  readonly odds: number;
  readonly isEnd: boolean;
  readonly weight: number;
}

/** Chance that an end scores above a cut. */
export function areaUnderCurve(scored: readonly Scored[]): number {
  const sorted = [...scored].sort((a, b) => a.odds - b.odds);
  let [cuts, area, ends] = [0, 0, 0];
  for (let i = 0; i < sorted.length;) {
    let [endsHere, cutsHere] = [0, 0];
    const { odds } = sorted[i]!;
    for (; i < sorted.length && sorted[i]!.odds === odds; i++) {
      const { isEnd, weight } = sorted[i]!;
      if (isEnd) endsHere += weight;
      else cutsHere += weight;
    }
    area += endsHere * (cuts + cutsHere / 2);
    cuts += cutsHere;
    ends += endsHere;
  }
  return ends * cuts === 0 ? 0 : area / (ends * cuts);
}

/** Share of ends below the score that so large a share of cuts is above: how many wait, when few are cut into. */
export function missesAt(scored: readonly Scored[], falseAlarms: number): number {
  const sum = (list: readonly Scored[]) => list.reduce((total, { weight }) => total + weight, 0);
  const [ends, cuts] = [scored.filter(({ isEnd }) => isEnd), scored.filter(({ isEnd }) => !isEnd)];
  const falling = [...cuts].sort((a, b) => b.odds - a.odds);
  const allowed = falseAlarms * sum(cuts);
  let [passed, limit] = [0, Infinity];
  for (const { odds, weight } of falling) {
    if (passed + weight > allowed) break;
    passed += weight;
    limit = odds;
  }
  return sum(ends.filter(({ odds }) => odds < limit)) / sum(ends);
}

/** Mean distance of what was said from what came, over ten bands of the score, ends and cuts weighing the same. */
export function calibrationError(scored: readonly Scored[]): number {
  const total = { end: 0, cut: 0 };
  for (const { isEnd, weight } of scored) total[isEnd ? 'end' : 'cut'] += weight;
  const bands = Array.from({ length: 10 }, () => ({ weight: 0, said: 0, came: 0 }));
  for (const { odds, isEnd, weight } of scored) {
    const chance = 1 / (1 + Math.exp(-odds));
    const own = weight / (2 * total[isEnd ? 'end' : 'cut']);
    const band = bands[Math.min(9, Math.floor(chance * 10))]!;
    band.weight += own;
    band.said += own * chance;
    band.came += isEnd ? own : 0;
  }
  return bands.reduce((sum, { said, came }) => sum + Math.abs(said - came), 0);
}
