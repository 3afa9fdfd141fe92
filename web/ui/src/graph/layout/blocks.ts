/// Which cells are to lie in one line.
import { int, real } from "../numbers";
import type { Cells } from "./cells";
import type { Springs } from "./springs";

/** Cells of successive layers that are to lie in one line. */
export interface Blocks {
  readonly count: number;
  readonly blockOf: Int32Array;
  readonly members: readonly (readonly number[])[];
}

interface Wish {
  readonly source: number;
  readonly target: number;
  readonly strength: number;
}

/** Ends of a link that are this near to one height, in pixels, look like a mistake unless they are made level. */
const ALMOST_LEVEL = 10;

/**
 * Join the places of a long edge; a node with its only successor if it is the only predecessor; and what is almost
 * level anyway. Where two such links of the same layers cross, the stronger one wins, so that blocks never cross.
 */
export function joinBlocks(cells: Cells, springs: Springs, middles: Float64Array): Blocks {
  const before = new Int32Array(cells.count).fill(-1);
  for (let layer = 0; layer + 2 < cells.layerStarts.length; layer += 1) {
    for (const { source, target } of acceptedLinks(cells, springs, middles, layer)) before[target] = source;
  }
  const blockOf = new Int32Array(cells.count);
  const members: number[][] = [];
  for (let cell = 0; cell < cells.count; cell += 1) {
    const block = int(before, cell) >= 0 ? int(blockOf, int(before, cell)) : members.push([]) - 1;
    blockOf[cell] = block;
    (members[block] as number[]).push(cell);
  }
  return { count: members.length, blockOf, members };
}

function acceptedLinks(cells: Cells, springs: Springs, middles: Float64Array, layer: number): Wish[] {
  const from = int(cells.layerStarts, layer);
  const to = int(cells.layerStarts, layer + 1);
  const wishes = wishesOf(cells, springs, middles, from, to);
  const accepted: Wish[] = [];
  for (const strength of [4, 3, 2, 1]) {
    const fences = fencesOf(accepted, from, to);
    let last: Wish | null = null;
    for (const wish of wishes) {
      if (wish.strength !== strength) continue;
      if (last && (wish.source === last.source || wish.target <= last.target)) continue;
      const place = wish.source - from;
      if (wish.target <= int(fences.low, place) || wish.target >= int(fences.high, place)) continue;
      accepted.push(wish);
      last = wish;
    }
  }
  return accepted;
}

/** For each source the targets between which a further link crosses none of those accepted. */
function fencesOf(accepted: readonly Wish[], from: number, to: number): { low: Int32Array; high: Int32Array } {
  const low = new Int32Array(to - from).fill(-1);
  const high = new Int32Array(to - from).fill(2 ** 31 - 1);
  for (const { source, target } of accepted) {
    low[source - from] = target;
    high[source - from] = target;
  }
  for (let at = 1; at < low.length; at += 1) low[at] = Math.max(int(low, at), int(low, at - 1));
  for (let at = high.length - 2; at >= 0; at -= 1) high[at] = Math.min(int(high, at), int(high, at + 1));
  return { low, high };
}

function wishesOf(cells: Cells, springs: Springs, middles: Float64Array, from: number, to: number): Wish[] {
  const wishes: Wish[] = [];
  for (let source = from; source < to; source += 1) {
    for (let at = int(springs.out.starts, source); at < int(springs.out.starts, source + 1); at += 1) {
      const link = int(springs.out.items, at);
      const target = int(springs.targets, link);
      const almost = Math.abs(real(middles, source) - real(middles, target)) < ALMOST_LEVEL;
      const strength = strengthOf(cells, springs, link, almost);
      if (strength > 0) wishes.push({ source, target, strength });
    }
  }
  return wishes;
}

function strengthOf(cells: Cells, springs: Springs, link: number, almostLevel: boolean): number {
  if (real(springs.offsets, link) !== 0) return 0;
  const source = int(springs.sources, link);
  const target = int(springs.targets, link);
  if (cells.passing[source] && cells.passing[target]) return 4;
  const onlyOut = single(springs.out.starts, source);
  const onlyInto = single(springs.into.starts, target);
  if (!onlyOut || !onlyInto) return almostLevel && (onlyOut || onlyInto) ? 1 : 0;
  return cells.passing[source] || cells.passing[target] ? 3 : 2;
}

function single(starts: Int32Array, cell: number): boolean {
  return int(starts, cell + 1) - int(starts, cell) === 1;
}
