/// Reading typed arrays.
/** Reading typed arrays at indices that are known to be inside: one function per array type keeps each call fast. */

export function int(values: Int32Array, index: number): number {
  return values[index] as number;
}

export function real(values: Float64Array, index: number): number {
  return values[index] as number;
}

export function add(values: Int32Array, index: number, amount: number): void {
  values[index] = int(values, index) + amount;
}
