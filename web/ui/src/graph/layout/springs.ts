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
  const links = new Map<number, number>();
  slots.linkSources.forEach((source, link) => {
    links.set(linkKey(source, int(slots.linkTargets, link)), link);
  });
  const sums = new Float64Array(slots.linkSources.length);
  const edges = new Int32Array(slots.linkSources.length);
  slots.paths.forEach((path, edge) => {
    if (path.length === 0) return;
    const collect = (at: number, offset: number): void => {
      const link = links.get(linkKey(path[at] as number, path[at + 1] as number)) as number;
      sums[link] = real(sums, link) + offset;
      edges[link] = int(edges, link) + 1;
    };
    collect(0, real(net.sourcePorts, edge));
    collect(path.length - 2, -real(net.targetPorts, edge));
  });
  const twice = (link: number): boolean =>
    int(slots.linkSources, link) < slots.real && int(slots.linkTargets, link) < slots.real;
  return sums.map((sum, link) => (sum === 0 ? 0 : (sum / int(edges, link)) * (twice(link) ? 2 : 1)));
}

function linkKey(source: number, target: number): number {
  return source * 2 ** 26 + target;
}
