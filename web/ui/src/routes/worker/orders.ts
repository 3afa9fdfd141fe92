/// Orders to a worker as they are put together in the dialog. Pure.
import type { Order } from "../../api/workers";

export type OrderKind = Order["kind"];

export const ORDERS = [
  "ping",
  "pool_grow",
  "pool_shrink",
  "add_consumer",
  "cancel_consumer",
  "rate_limit",
  "time_limit",
  "drain",
  "shutdown",
] as const satisfies readonly OrderKind[];

/** Those after which the worker is gone. */
export const GRAVE: ReadonlySet<OrderKind> = new Set(["drain", "shutdown"]);

/** What is typed in the dialog; what an order does not take is left alone. */
export interface Given {
  n: number;
  queue: string;
  handler: string;
  rate: string;
  soft: number | undefined;
  hard: number | undefined;
}

export const nothing: Given = { n: 1, queue: "", handler: "", rate: "", soft: undefined, hard: undefined };

const RATE = /^\d{1,9}(\.\d{1,6})?(\/[smh])?$/;

/** True for a rate as workers take it: `10/m`; none lifts the limit. */
export function isRate(text: string): boolean {
  return text === "" || RATE.test(text);
}

/** The order that was put together; undefined while something is missing. */
export function orderOf(kind: OrderKind, given: Given, why: string): Order | undefined {
  const { n, queue, handler, rate, soft = null, hard = null } = given;
  switch (kind) {
    case "pool_grow":
    case "pool_shrink":
      return n >= 1 ? { kind, n, why } : undefined;
    case "add_consumer":
    case "cancel_consumer":
      return queue === "" ? undefined : { kind, queue, why };
    case "rate_limit":
      return handler !== "" && isRate(rate) ? { kind, handler, rate: rate === "" ? null : rate, why } : undefined;
    case "time_limit":
      return handler === "" ? undefined : { kind, handler, soft, hard, why };
    default:
      return { kind, why };
  }
}
