import { expect, test } from "vitest";
import { auditSearchOf } from "./search";

test("filters are texts; a user may be called 7", () => {
  expect(auditSearchOf({ actor: 7, action: "sign_in", target: "", other: "x" })).toEqual({
    actor: "7",
    action: "sign_in",
  });
});
