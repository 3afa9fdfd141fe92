/// What the address of a grid says: how many runs, what the cells show, the order of the nodes, and what is searched.

export const SIZES = [10, 25, 50, 100] as const;
export const ORDERS = ["plan", "failures", "slow"] as const;
export type RowOrder = (typeof ORDERS)[number];
export type Shown = "state" | "time";

export interface GridSearch {
  limit?: number;
  show?: "time";
  order?: RowOrder;
  q?: string;
}

export function searchOf(given: Record<string, unknown>): GridSearch {
  const limit = SIZES.find((size) => size === given.limit);
  const order = ORDERS.find((known) => known === given.order);
  return {
    ...(limit !== undefined && { limit }),
    ...(given.show === "time" && { show: "time" }),
    ...(order !== undefined && { order }),
    ...(typeof given.q === "string" && given.q !== "" && { q: given.q }),
  };
}
