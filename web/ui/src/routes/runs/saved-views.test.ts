import { beforeEach, expect, test } from "vitest";
import { isSameView, keptViews, useSavedViews } from "./saved-views";

beforeEach(() => {
  localStorage.clear();
  useSavedViews.setState({ views: [] });
});

test("a view is kept under its name, replaced by one of the same name, and removed", () => {
  const { save, remove } = useSavedViews.getState();
  save({ name: "mine", search: { graph: "etl" } });
  save({ name: "failed", search: { state: ["failed"] } });
  save({ name: "mine", search: { graph: "shop" } });
  expect(keptViews()).toEqual([
    { name: "failed", search: { state: ["failed"] } },
    { name: "mine", search: { graph: "shop" } },
  ]);
  remove("failed");
  expect(keptViews().map(({ name }) => name)).toEqual(["mine"]);
});

test("views are the same whatever the order of their filters", () => {
  expect(isSameView({ graph: "a", text: "b" }, { text: "b", graph: "a" })).toBe(true);
  expect(isSameView({ graph: "a" }, { graph: "b" })).toBe(false);
});
