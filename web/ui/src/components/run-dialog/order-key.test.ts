import { expect, test } from "vitest";
import { createKeyOf } from "./order-key";

test("the same order has the same key, another order another one", () => {
  const keyOf = createKeyOf();
  const first = keyOf({ inputs: { rows: 1 } });
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(keyOf({ inputs: { rows: 1 } })).toBe(first);
  expect(keyOf({ inputs: { rows: 2 } })).not.toBe(first);
});

test("an order has another key each time the dialog is opened", () => {
  expect(createKeyOf()({ inputs: {} })).not.toBe(createKeyOf()({ inputs: {} }));
});
