/// The frames of groups around nodes that have their places.
import { real } from "../numbers";
import type { Topology } from "../topology";

/** Room between a group's border and its nodes; the header at the top holds its name. */
export const GROUP_HEADER = 34;
export const GROUP_PADDING = 16;

/** x, y, width, height per group around where its nodes are; zero for a group without nodes. */
export function boxesOfGroups(topology: Topology, positions: Float64Array): Float64Array {
  const edges = Array.from({ length: topology.groupCount }, () => [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]);
  topology.groups.forEach((group, node) => {
    const edge = edges[group];
    if (!edge) return;
    const x = real(positions, node * 2);
    const y = real(positions, node * 2 + 1);
    edge[0] = Math.min(edge[0] as number, x);
    edge[1] = Math.min(edge[1] as number, y);
    edge[2] = Math.max(edge[2] as number, x + real(topology.widths, node));
    edge[3] = Math.max(edge[3] as number, y + real(topology.heights, node));
  });
  const boxes = new Float64Array(topology.groupCount * 4);
  edges.forEach(([left, top, right, bottom], group) => {
    if (!Number.isFinite(left)) return;
    const x = (left as number) - GROUP_PADDING;
    const y = (top as number) - GROUP_HEADER;
    boxes.set([x, y, (right as number) + GROUP_PADDING - x, (bottom as number) + GROUP_PADDING - y], group * 4);
  });
  return boxes;
}
