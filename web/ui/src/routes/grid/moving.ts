/// Walking over the grid by keys. Pure.

export interface Spot {
  row: number;
  column: number;
}

interface Size {
  rows: number;
  columns: number;
}

/** Rows that a page has. */
const PAGE = 15;

/** Where a key leads; undefined for a key that does not move. */
export function moved({ row, column }: Spot, key: string, { rows, columns }: Size): Spot | undefined {
  const to = (nextRow: number, nextColumn: number) => ({
    row: Math.max(0, Math.min(rows - 1, nextRow)),
    column: Math.max(0, Math.min(columns - 1, nextColumn)),
  });
  switch (key) {
    case "ArrowDown":
      return to(row + 1, column);
    case "ArrowUp":
      return to(row - 1, column);
    case "ArrowRight":
      return to(row, column + 1);
    case "ArrowLeft":
      return to(row, column - 1);
    case "PageDown":
      return to(row + PAGE, column);
    case "PageUp":
      return to(row - PAGE, column);
    case "Home":
      return to(row, 0);
    case "End":
      return to(row, columns - 1);
    default:
      return undefined;
  }
}
