import { expect, test } from "vitest";
import { projectsFor, rolesFor } from "./reach";

test("a key is offered what its maker holds, where it is held", () => {
  const grants = { shop: "editor", bank: "viewer" } as const;
  expect(rolesFor(grants)).toEqual(["viewer", "operator", "editor"]);
  expect(projectsFor(grants, "viewer")).toEqual(["bank", "shop"]);
  expect(projectsFor(grants, "operator")).toEqual(["shop"]);
  expect(projectsFor({ "*": "admin", shop: "admin" }, "editor")).toEqual(["*"]);
});

test("who holds nothing can give nothing", () => {
  expect(rolesFor({})).toEqual([]);
  expect(projectsFor({}, "viewer")).toEqual([]);
});
