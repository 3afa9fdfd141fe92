/// What pulls cells across the layers.
import { type Adjacency, adjacency } from "../adjacency";
import { int, real } from "../numbers";
import type { Cells } from "./cells";
import type { Net } from "./net";
import type { Slots } from "./slots";

/** The links between cells with what pulls them: each wants its ends at the same height, give or take its ports. */
export interface Springs {
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  /** Where the target's middle wants to be, minus where the source's middle is. */
  readonly offsets: Float64Array;
  readonly weights: Float64Array;
  readonly out: Adjacency;
  readonly into: Adjacency;
}

/** Long edges pull hardest, so that they are straight; links of two nodes give way. */
const WEIGHTS = [1, 2, 6] as const;

export function springsOf(net: Net, slots: Slots, cells: Cells): Springs {
  const sources = slots.linkSources.map((slot) => int(cells.cellOf, slot));
  const targets = slots.linkTargets.map((slot) => int(cells.cellOf, slot));
  const weights = Float64Array.from(sources, (source, link) => {
    const passing = (cells.passing[source] ?? 0) + (cells.passing[int(targets, link)] ?? 0);
    return WEIGHTS[passing] ?? 1;
  });
  return {
    sources,
    targets,
    offsets: portOffsets(net, slots),
    weights,
    out: adjacency(cells.count, sources),
    into: adjacency(cells.count, targets),
  };
}

/** Links are shared by edges; a link's offset is the mean over its edges. */
function portOffsets(net: Net, slots: Slots): Float64Array {
  const sums = new Float64Array(slots.linkSources.length);
  if (!net.sourcePorts.some((port) => port !== 0) && !net.targetPorts.some((port) => port !== 0)) return sums;
  const edges = new Float64Array(sums.length);
  const collect = (link: number, offset: number): void => {
    sums[link] = real(sums, link) + offset;
    edges[link] = real(edges, link) + 1;
  };
  for (let edge = 0; edge < slots.firstLinks.length; edge += 1) {
    const first = int(slots.firstLinks, edge);
    const last = int(slots.lastLinks, edge);
    if (first < 0) continue;
    if (first === last) collect(first, real(net.sourcePorts, edge) - real(net.targetPorts, edge));
    else {
      collect(first, real(net.sourcePorts, edge));
      collect(last, -real(net.targetPorts, edge));
    }
  }
  return sums.map((sum, link) => (sum === 0 ? 0 : sum / real(edges, link)));
}
