/// Where nodes were put by hand, and how they were grouped. A definition has no place for it, so that this browser keeps it, per graph.
import type { Point } from "../graph/shape";

export interface Cluster {
  readonly label: string;
  readonly members: readonly string[];
}

export interface Arrangement {
  readonly positions: ReadonlyMap<string, Point>;
  readonly groups: ReadonlyMap<string, Cluster>;
}

export const UNARRANGED: Arrangement = { positions: new Map(), groups: new Map() };

const KEY = "aurora-arrangement:";

interface Kept {
  readonly positions: [string, Point][];
  readonly groups: [string, Cluster][];
}

/** What is kept for a graph; nothing if that cannot be read. */
export function kept(graph: string, storage: Storage = localStorage): Arrangement {
  try {
    const { positions, groups }: Kept = JSON.parse(storage.getItem(KEY + graph) ?? "");
    return { positions: new Map(positions), groups: new Map(groups) };
  } catch {
    return UNARRANGED;
  }
}

/** Keep it. A browser that has no room for it does without. */
export function keep(graph: string, { positions, groups }: Arrangement, storage: Storage = localStorage): void {
  try {
    if (positions.size + groups.size === 0) storage.removeItem(KEY + graph);
    else storage.setItem(KEY + graph, JSON.stringify({ positions: [...positions], groups: [...groups] }));
  } catch {
    // Positions are a comfort; the graph itself is with the server.
  }
}

/** The same after nodes were renamed, or are gone (`undefined`). */
export function following(arrangement: Arrangement, nameOf: (id: string) => string | undefined): Arrangement {
  const named = (id: string) => nameOf(id) ?? [];
  const positions = [...arrangement.positions].flatMap(([id, point]): [string, Point][] => {
    const to = nameOf(id);
    return to === undefined ? [] : [[to, point]];
  });
  const groups = [...arrangement.groups].flatMap(([id, { label, members }]): [string, Cluster][] => {
    const left = members.flatMap(named);
    return left.length === 0 ? [] : [[id, { label, members: left }]];
  });
  return { positions: new Map(positions), groups: new Map(groups) };
}

/** One group more, of nodes that leave the groups that they were in. */
export function grouped(arrangement: Arrangement, id: string, label: string, members: readonly string[]): Arrangement {
  const taken = new Set(members);
  const rest = [...arrangement.groups].flatMap(([key, cluster]): [string, Cluster][] => {
    const left = cluster.members.filter((each) => !taken.has(each));
    return left.length > 0 ? [[key, { ...cluster, members: left }]] : [];
  });
  return { ...arrangement, groups: new Map([...rest, [id, { label, members }]]) };
}

/** Without the groups that some nodes are in. */
export function ungrouped(arrangement: Arrangement, ids: ReadonlySet<string>): Arrangement {
  const groups = [...arrangement.groups].filter(([, { members }]) => !members.some((id) => ids.has(id)));
  return { ...arrangement, groups: new Map(groups) };
}
