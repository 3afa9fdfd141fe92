/// The dark modules of a code as one SVG path: a rectangle for each run of them in a row.

/** The path, one unit a module. */
export function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, y) => runs(row).map(([from, length]) => `M${from} ${y}h${length}v1h-${length}z`)).join("");
}

/** Where dark modules begin in a row, and how many there are. */
function runs(row: readonly boolean[]): [from: number, length: number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let x = 0; x <= row.length; x++) {
    if (row[x] && from < 0) from = x;
    if (!row[x] && from >= 0) {
      found.push([from, x - from]);
      from = -1;
    }
  }
  return found;
}
