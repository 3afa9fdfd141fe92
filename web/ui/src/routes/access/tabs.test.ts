import { expect, test } from "vitest";
import type { Session } from "../../api/session";
import { mayOpenTab, TABS, tabOf } from "./tabs";

function session(grants: Session["grants"]): Session {
  return { user: "ada", grants, must_change: false, second_factor: false, csrf: "" };
}

const open = (grants: Session["grants"]) => TABS.filter((tab) => mayOpenTab(session(grants), tab));

test("everybody has an account and keys; the rest takes a role", () => {
  expect(open({})).toEqual(["account", "keys"]);
  expect(open({ shop: "editor" })).toEqual(["account", "keys", "secrets"]);
  expect(open({ shop: "admin" })).toEqual(["account", "keys", "secrets"]);
  expect(open({ "*": "admin" })).toEqual(["account", "keys", "secrets", "users"]);
});

test("an address names a part, or none", () => {
  expect(tabOf("keys")).toEqual({ tab: "keys" });
  expect(tabOf("toString")).toEqual({});
});
