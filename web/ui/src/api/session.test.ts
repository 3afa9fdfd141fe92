import { expect, test } from "vitest";
import { may, mayEverywhere, type Session } from "./session";

function session(grants: Session["grants"]): Session {
  return { user: "ada", grants, must_change: false, second_factor: false, csrf: "c" };
}

test("a role in one project counts there, and not elsewhere", () => {
  const ada = session({ shop: "editor", bank: "viewer" });
  expect(may(ada, "operator", "shop")).toBe(true);
  expect(may(ada, "operator", "bank")).toBe(false);
  expect(may(ada, "viewer", "mine")).toBe(false);
  expect(may(ada, "operator")).toBe(true);
  expect(mayEverywhere(ada, "viewer")).toBe(false);
});

test("a role in every project counts in each", () => {
  const root = session({ "*": "admin" });
  expect(may(root, "editor", "shop")).toBe(true);
  expect(mayEverywhere(root, "admin")).toBe(true);
});
