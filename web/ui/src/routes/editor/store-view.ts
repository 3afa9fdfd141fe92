/// What an editor shows: what is chosen and folded, and where things stand.
import type { Spot } from "../../editor/place";
import type { Point } from "../../graph/shape";
import type { Core, EditorState } from "./store-state";

export function viewActions({ getState: get, setState: set, arrange }: Core) {
  let places: () => ReadonlyMap<string, Point> = () => get().arrangement.positions;
  return {
    select: (ids: Iterable<string>) => set({ selection: new Set(ids) }),
    fold: (folded: ReadonlySet<string>) => set({ folded }),
    await: (pending: EditorState["pending"]) => set({ pending }),
    show: (criticalPath: readonly string[]) => set({ criticalPath }),
    lookAt: (spot: Spot, path: string) => {
      set({
        focus: { spot, path, at: (get().focus?.at ?? 0) + 1 },
        ...(spot.node && { selection: new Set([spot.node]) }),
      });
    },
    place: (positions: ReadonlyMap<string, Point>) => {
      const { arrangement } = get();
      arrange({ ...arrangement, positions: new Map([...arrangement.positions, ...positions]) });
    },
    /** Where nodes are on the drawing, also those that nobody put anywhere; told by the drawing while it is there. */
    placesFrom: (told: (() => ReadonlyMap<string, Point>) | null) => {
      places = told ?? (() => get().arrangement.positions);
    },
    places: () => places(),
  };
}
