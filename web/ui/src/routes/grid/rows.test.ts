import { expect, test } from "vitest";
import type { Grid } from "../../api/graphs";
import { arranged, longestOf, rowsOf, warmth } from "./rows";

const column = { version: 1, created: "2026-01-01T00:00:00Z", finished: null };
const GRID: Grid = {
  graph: "etl",
  legend: ["pending", "succeeded", "failed"],
  rows: ["fetch", "清洗", "report"],
  columns: [
    { ...column, id: "b", state: "failed", states: [1, 2, 0], attempts: [1, 3, 0], milliseconds: [100, 20, null] },
    { ...column, id: "a", state: "succeeded", states: [1, 1, -1], attempts: [1, 1, 0], milliseconds: [300, 10, null] },
  ],
};

test("a grid is turned to its rows", () => {
  const [fetch, clean, report] = rowsOf(GRID);
  expect(fetch).toMatchObject({ node: "fetch", failures: 0, median: 300 });
  expect(clean?.cells[0]).toEqual({ state: "failed", attempts: 3, milliseconds: 20 });
  expect(report).toEqual({
    node: "report",
    cells: [{ state: "pending", attempts: 0, milliseconds: null }, undefined],
    failures: 0,
    median: null,
    p95: null,
  });
});

test("the slow end of many runs is told from the middle", () => {
  const columns = Array.from({ length: 40 }, (_, at) => ({
    ...column,
    id: String(at),
    state: "succeeded" as const,
    states: [1],
    attempts: [1],
    milliseconds: [at + 1],
  }));
  expect(rowsOf({ ...GRID, rows: ["fetch"], columns })[0]).toMatchObject({ median: 21, p95: 39 });
});

test("rows are searched and ordered by what fails and what is slow", () => {
  const rows = rowsOf(GRID);
  const names = (q: string, order: Parameters<typeof arranged>[2]) => arranged(rows, q, order).map(({ node }) => node);
  expect(names("", "plan")).toEqual(["fetch", "清洗", "report"]);
  expect(names("", "failures")).toEqual(["清洗", "fetch", "report"]);
  expect(names("", "slow")).toEqual(["fetch", "清洗", "report"]);
  expect(names("FETCH", "plan")).toEqual(["fetch"]);
});

test("warmth goes by magnitude", () => {
  expect(longestOf(rowsOf(GRID))).toBe(300);
  expect([0, 10, 300].map((each) => warmth(each, 300))).toEqual([0, 2, 4]);
  expect(warmth(5, 0)).toBe(0);
});
