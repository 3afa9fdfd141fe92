/// Laying out the inside of groups.
import { int, real } from "../numbers";
import type { Topology } from "../topology";
import { routeOf } from "./bends";
import type { Net, Spacing } from "./net";
import { layOutParts } from "./packing";

/** Room between a group's border and its nodes, on the four sides of the flow. */
export interface Padding {
  readonly alongStart: number;
  readonly alongEnd: number;
  readonly acrossStart: number;
  readonly acrossEnd: number;
}

/** A group that has been laid out by itself, to take part outside as one node with ports. */
export interface Inside {
  readonly members: readonly number[];
  readonly depth: number;
  readonly breadth: number;
  /** Starts of the members inside the box. */
  readonly along: readonly number[];
  readonly across: readonly number[];
  /** Bends inside the box by edge number; of edges that leave or enter, the part inside. */
  readonly routes: ReadonlyMap<number, readonly number[]>;
  /** Across, from the middle of the box, by member: where edges into it enter, and where edges out of it leave. */
  readonly entries: ReadonlyMap<number, number>;
  readonly exits: ReadonlyMap<number, number>;
}

/** The edges by how they touch a group. */
interface Touching {
  readonly within: number[];
  readonly entering: number[];
  readonly leaving: number[];
}

/** Lay out each group; groups without members are null. `net` is the whole graph without groups. */
export function layOutGroups(topology: Topology, net: Net, padding: Padding, spacing: Spacing): (Inside | null)[] {
  const members: number[][] = Array.from({ length: topology.groupCount }, () => []);
  topology.groups.forEach((group, node) => {
    if (group >= 0) (members[group] as number[]).push(node);
  });
  const touching = edgesByGroup(topology);
  return members.map((nodes, group) =>
    nodes.length === 0 ? null : new GroupNet(net, nodes, touching[group] as Touching).layOut(padding, spacing),
  );
}

function edgesByGroup(topology: Topology): Touching[] {
  const touching = Array.from({ length: topology.groupCount }, () => ({
    within: [] as number[],
    entering: [] as number[],
    leaving: [] as number[],
  }));
  topology.sources.forEach((source, edge) => {
    if (source < 0) return;
    const from = int(topology.groups, source);
    const to = int(topology.groups, int(topology.targets, edge));
    if (from === to) touching[from]?.within.push(edge);
    else {
      touching[from]?.leaving.push(edge);
      touching[to]?.entering.push(edge);
    }
  });
  return touching;
}

/** The net of one group: its members, and a port at the border for each member that has edges to the outside. */
class GroupNet {
  private readonly local: Map<number, number>;
  private readonly entryPorts = new Map<number, number>();
  private readonly exitPorts = new Map<number, number>();
  private readonly sources: number[] = [];
  private readonly targets: number[] = [];

  constructor(
    private readonly net: Net,
    private readonly members: readonly number[],
    private readonly touching: Touching,
  ) {
    this.local = new Map(members.map((node, at) => [node, at]));
    for (const edge of touching.within)
      this.join(this.localOf(int(net.sources, edge)), this.localOf(int(net.targets, edge)));
    for (const edge of touching.entering) this.port(this.entryPorts, int(net.targets, edge), true);
    for (const edge of touching.leaving) this.port(this.exitPorts, int(net.sources, edge), false);
  }

  private localOf(node: number): number {
    return this.local.get(node) as number;
  }

  private join(source: number, target: number): number {
    this.targets.push(target);
    return this.sources.push(source) - 1;
  }

  /** The port's number is that of its edge; its vertex comes after the members and the ports before it. */
  private port(ports: Map<number, number>, node: number, enters: boolean): void {
    if (ports.has(node)) return;
    const vertex = this.vertexOfPort(this.entryPorts.size + this.exitPorts.size);
    const member = this.localOf(node);
    ports.set(node, enters ? this.join(vertex, member) : this.join(member, vertex));
  }

  private vertexOfPort(number: number): number {
    return this.members.length + number;
  }

  layOut(padding: Padding, spacing: Spacing): Inside {
    const placed = layOutParts(this.asNet(), spacing);
    const depth = placed.depth + padding.alongStart + padding.alongEnd;
    const breadth = placed.breadth + padding.acrossStart + padding.acrossEnd;
    const middle = breadth / 2;
    const shifted = (edge: number): number[] =>
      Array.from(routeOf(placed.routes, edge), (value, at) =>
        at % 2 === 0 ? value + padding.alongStart : value + padding.acrossStart,
      );
    const routes = new Map<number, readonly number[]>();
    this.touching.within.forEach((edge, at) => {
      routes.set(edge, shifted(at));
    });
    for (const edge of this.touching.entering) {
      const inside = shifted(this.entryPorts.get(int(this.net.targets, edge)) as number);
      if (inside.length > 0) routes.set(edge, [0, inside[1] as number, ...inside]);
    }
    for (const edge of this.touching.leaving) {
      const inside = shifted(this.exitPorts.get(int(this.net.sources, edge)) as number);
      if (inside.length > 0) routes.set(edge, [...inside, depth, inside[inside.length - 1] as number]);
    }
    const portOf = (edge: number, end: "first" | "last"): number => {
      const route = routeOf(placed.routes, edge);
      const at = end === "first" ? 1 : route.length - 1;
      return (route[at] ?? 0) + padding.acrossStart - middle;
    };
    return {
      members: this.members,
      depth,
      breadth,
      along: this.members.map((_, at) => real(placed.along, at) + padding.alongStart),
      across: this.members.map((_, at) => real(placed.across, at) + padding.acrossStart),
      routes,
      entries: new Map([...this.entryPorts].map(([node, edge]) => [node, portOf(edge, "first")])),
      exits: new Map([...this.exitPorts].map(([node, edge]) => [node, portOf(edge, "last")])),
    };
  }

  private asNet(): Net {
    const ports = this.entryPorts.size + this.exitPorts.size;
    const count = this.members.length + ports;
    const sizes = (of: Float64Array) => {
      const all = new Float64Array(count);
      this.members.forEach((node, at) => {
        all[at] = real(of, node);
      });
      return all;
    };
    const pins = new Int8Array(count);
    for (const edge of this.entryPorts.values()) pins[this.sources[edge] as number] = -1;
    for (const edge of this.exitPorts.values()) pins[this.targets[edge] as number] = 1;
    return {
      count,
      depths: sizes(this.net.depths),
      breadths: sizes(this.net.breadths),
      sources: Int32Array.from(this.sources),
      targets: Int32Array.from(this.targets),
      sourcePorts: new Float64Array(this.sources.length),
      targetPorts: new Float64Array(this.sources.length),
      pins,
    };
  }
}
