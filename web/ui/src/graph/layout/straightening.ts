/// Making lines straight.
import { int, real } from "../numbers";
import { type Blocks, joinBlocks } from "./blocks";
import { type Cells, isFirstOfLayer } from "./cells";
import type { Springs } from "./springs";

/** How often the blocks move towards their neighbours. */
const ROUNDS = 3;

/** Place cells that should lie in one line as one. `middles` is changed in place; the separations are kept. */
export function straighten(cells: Cells, springs: Springs, middles: Float64Array): void {
  const blocks = joinBlocks(cells, springs, middles);
  const order = blockOrder(cells, blocks);
  for (let round = 0; round < ROUNDS; round += 1) {
    const wanted = round === 0 ? meanOfMembers(blocks, middles) : wantedByNeighbours(springs, blocks, middles);
    settle(cells, blocks, order, wanted, middles);
  }
}

/** Blocks such that each comes after those that lie before it in any layer. They never cross, so there is one. */
function blockOrder(cells: Cells, blocks: Blocks): Int32Array {
  const missing = new Int32Array(blocks.count);
  for (let cell = 0; cell < cells.count; cell += 1) {
    if (isFirstOfLayer(cells, cell)) continue;
    const block = int(blocks.blockOf, cell);
    missing[block] = int(missing, block) + 1;
  }
  const order = new Int32Array(blocks.count);
  let filled = 0;
  for (let block = 0; block < blocks.count; block += 1) if (missing[block] === 0) order[filled++] = block;
  for (let place = 0; place < filled; place += 1) {
    for (const cell of blocks.members[int(order, place)] as readonly number[]) {
      if (cell + 1 === cells.count || isFirstOfLayer(cells, cell + 1)) continue;
      const next = int(blocks.blockOf, cell + 1);
      missing[next] = int(missing, next) - 1;
      if (missing[next] === 0) order[filled++] = next;
    }
  }
  return order;
}

function meanOfMembers(blocks: Blocks, middles: Float64Array): Float64Array {
  return Float64Array.from(blocks.members, (members) => {
    let sum = 0;
    for (const cell of members) sum += real(middles, cell);
    return sum / members.length;
  });
}

/** Half way from where the block is to the weighted mean of its neighbours: whole steps would swing to and fro. */
function wantedByNeighbours(springs: Springs, blocks: Blocks, middles: Float64Array): Float64Array {
  const sums = new Float64Array(blocks.count);
  const weights = new Float64Array(blocks.count);
  const pull = (block: number, weight: number, value: number): void => {
    sums[block] = real(sums, block) + weight * value;
    weights[block] = real(weights, block) + weight;
  };
  for (let link = 0; link < springs.sources.length; link += 1) {
    const source = int(springs.sources, link);
    const target = int(springs.targets, link);
    const from = int(blocks.blockOf, source);
    const to = int(blocks.blockOf, target);
    if (from === to) continue;
    pull(from, real(springs.weights, link), real(middles, target) - real(springs.offsets, link));
    pull(to, real(springs.weights, link), real(middles, source) + real(springs.offsets, link));
  }
  return sums.map((sum, block) => {
    const now = real(middles, (blocks.members[block] as readonly number[])[0] as number);
    const weight = real(weights, block);
    return weight === 0 ? now : (now + sum / weight) / 2;
  });
}

/**
 * Push the blocks apart forwards, and, from the same wishes, backwards. Each outcome keeps every separation, so their
 * mean does, and it leans to neither side.
 */
function settle(cells: Cells, blocks: Blocks, order: Int32Array, wanted: Float64Array, middles: Float64Array): void {
  const forwards = wanted.slice();
  for (const block of order) {
    for (const cell of blocks.members[block] as readonly number[]) {
      if (isFirstOfLayer(cells, cell)) continue;
      const least = real(forwards, int(blocks.blockOf, cell - 1)) + real(cells.separations, cell);
      if (least > real(forwards, block)) forwards[block] = least;
    }
  }
  const backwards = wanted.slice();
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const block = int(order, place);
    for (const cell of blocks.members[block] as readonly number[]) {
      if (cell + 1 === cells.count || isFirstOfLayer(cells, cell + 1)) continue;
      const most = real(backwards, int(blocks.blockOf, cell + 1)) - real(cells.separations, cell + 1);
      if (most < real(backwards, block)) backwards[block] = most;
    }
  }
  for (let cell = 0; cell < cells.count; cell += 1) {
    const block = int(blocks.blockOf, cell);
    middles[cell] = (real(forwards, block) + real(backwards, block)) / 2;
  }
}
