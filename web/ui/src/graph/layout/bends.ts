/// The bends of all edges in one flat array, for thousands of small arrays cost more than the layout itself.
import { int, real } from "../numbers";

/** Points along, across, along, across, ...; edge `e` has the points `starts[e] .. starts[e + 1] - 1`. */
export interface Routes {
  readonly starts: Int32Array;
  readonly bends: Float64Array;
}

/** The bends of one edge; empty if it is not drawn. */
export function routeOf(routes: Routes, edge: number): Float64Array {
  return routes.bends.subarray(int(routes.starts, edge) * 2, int(routes.starts, edge + 1) * 2);
}

/** Writes routes edge by edge. Of three bends in one line the middle one is left out. */
export class RouteWriter {
  private readonly starts: Int32Array;
  private bends = new Float64Array(1024);
  private used = 0;
  private edge = 0;

  constructor(edges: number) {
    this.starts = new Int32Array(edges + 1);
  }

  to(along: number, across: number): void {
    const { bends, used } = this;
    const length = used - int(this.starts, this.edge) * 2;
    const level = length >= 2 && real(bends, used - 1) === across;
    if (level && real(bends, used - 2) === along) return;
    if (level && length >= 4 && real(bends, used - 3) === across) this.used -= 2;
    if (this.used + 2 > bends.length) this.grow();
    this.bends[this.used] = along;
    this.bends[this.used + 1] = across;
    this.used += 2;
  }

  /** Continue the route with another one that has been moved. */
  follow(route: ArrayLike<number>, along: number, across: number): void {
    for (let at = 0; at < route.length; at += 2) {
      this.to((route[at] as number) + along, (route[at + 1] as number) + across);
    }
  }

  endEdge(): void {
    this.edge += 1;
    this.starts[this.edge] = this.used / 2;
  }

  finish(): Routes {
    return { starts: this.starts, bends: this.bends.slice(0, this.used) };
  }

  private grow(): void {
    const larger = new Float64Array(this.bends.length * 2);
    larger.set(this.bends);
    this.bends = larger;
  }
}
