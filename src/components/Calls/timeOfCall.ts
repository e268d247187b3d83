/** A moment of a call: `1:05.3`. Tenths, because a turn is short. */
export function timeOfCall(ms: number): string {
  const tenths = Math.max(0, Math.round(ms / 100));
  const [minutes, rest] = [Math.floor(tenths / 600), tenths % 600];
  return `${minutes}:${(rest / 10).toFixed(1).padStart(4, '0')}`;
}
