import { expect, test } from "vitest";
import { healthOf } from "./about";
import { Problem } from "./problem";

test("a refusal names what does not answer", () => {
  const errors = [{ code: "unavailable", path: "broker", message: "the broker does not answer" }];
  expect(healthOf(new Problem({ code: "not_ready", status: 503, errors }))).toEqual({
    store: "ok",
    broker: "unavailable",
  });
});
