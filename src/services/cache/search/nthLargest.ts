/** Quickselect; the array is scrambled. */
export function nthLargest(values: Float64Array | Float32Array, nth: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >>> 1]!;
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i]! > pivot) i++;
      while (values[j]! < pivot) j--;
      if (i > j) break;
      const held = values[i]!;
      values[i++] = values[j]!;
      values[j--] = held;
    }
    if (nth - 1 <= j) high = j;
    else if (nth - 1 >= i) low = i;
    else break;
  }
  return values[nth - 1]!;
}
