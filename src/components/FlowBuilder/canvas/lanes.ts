/**
 * Between two rows of cards connections run across in lanes. Which lane is whose is what makes a drawing readable: no two
 * lie on each other but those that end in the same place, which join, and as few as can be are crossed. The classic
 * problem of channel routing, solved greedily.
 */

/** A stretch across a channel. `up`: whether the connection goes on upwards from that end, or comes from there. */
export interface Stretch {
  readonly target: string;
  readonly from: { readonly x: number; readonly up: boolean };
  readonly to: { readonly x: number; readonly up: boolean };
}

interface Net {
  readonly members: Stretch[];
  left: number;
  right: number;
  readonly ups: Set<number>;
  readonly downs: Set<number>;
}

/** Two stretches in one lane keep so far from each other, and two uprights that are nearer look like one. */
const APART = 12;
const SAME = 5;
/** To lie on another one's upright is worse than any number of crossings. */
const OVERLAP = 1_000;

/** The lane of each stretch of one channel, 0 at the top. */
export function lanesOf<One extends Stretch>(stretches: readonly One[]): ReadonlyMap<One, number> {
  const nets = netsOf(stretches.filter(({ from, to }) => from.x !== to.x));
  const lanes = new Map<One, number>();
  const placed: { readonly net: Net; readonly lane: number }[] = [];
  for (const net of inOrder(nets)) {
    const lane = 1 + Math.max(-1, ...placed.filter((one) => meet(one.net, net)).map((one) => one.lane));
    placed.push({ net, lane });
    for (const member of net.members) lanes.set(member as One, lane);
  }
  return lanes;
}

function netsOf(stretches: readonly Stretch[]): Net[] {
  const nets = new Map<string, Net>();
  for (const stretch of stretches) {
    const { target, from, to } = stretch;
    const key = `${target} ${to.x} ${to.up}`;
    const net = nets.get(key) ?? {
      members: [],
      left: Infinity,
      right: -Infinity,
      ups: new Set<number>(),
      downs: new Set<number>(),
    };
    nets.set(key, net);
    net.members.push(stretch);
    net.left = Math.min(net.left, from.x, to.x);
    net.right = Math.max(net.right, from.x, to.x);
    for (const { x, up } of [from, to]) (up ? net.ups : net.downs).add(x);
  }
  return [...nets.values()];
}

const meet = (a: Net, b: Net) => a.left - APART < b.right && b.left - APART < a.right;

/** What it costs to have `a` above `b`: uprights crossed, and uprights lain upon. */
function cost(a: Net, b: Net): number {
  let sum = 0;
  for (const x of a.downs) {
    if (x > b.left && x < b.right) sum += 1;
    for (const other of b.ups) if (Math.abs(x - other) < SAME) sum += OVERLAP;
  }
  for (const x of b.ups) if (x > a.left && x < a.right) sum += 1;
  return sum;
}

/** From the top: always the one that gains most by being above the rest. */
function inOrder(nets: readonly Net[]): Net[] {
  const gain = nets.map((a) =>
    nets.reduce((sum, b) => (a === b || !meet(a, b) ? sum : sum + cost(b, a) - cost(a, b)), 0),
  );
  const left = new Set(nets.keys());
  const order: Net[] = [];
  while (left.size > 0) {
    let best = -1;
    for (const i of left) if (best < 0 || (gain[i] ?? 0) > (gain[best] ?? 0)) best = i;
    left.delete(best);
    const chosen = nets[best];
    if (!chosen) break;
    order.push(chosen);
    for (const i of left) {
      const other = nets[i];
      if (other && meet(chosen, other)) gain[i] = (gain[i] ?? 0) - cost(chosen, other) + cost(other, chosen);
    }
  }
  return order;
}
