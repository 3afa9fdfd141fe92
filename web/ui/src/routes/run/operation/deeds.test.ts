import { expect, test } from "vitest";
import { type Choices, nodeAllows, operationOf, runAllows } from "./deeds";

const choices: Choices = { why: "bad data", descendants: false, asNew: true, value: { n: 1 }, message: "no" };

test("a run takes what its state allows, and nothing while it is being cancelled", () => {
  expect(runAllows("cancel", "paused", false)).toBe(true);
  expect(runAllows("cancel", "failed", false)).toBe(false);
  expect(runAllows("retry", "failed", false)).toBe(true);
  expect(runAllows("retry", "succeeded", false)).toBe(false);
  expect(runAllows("cancel", "running", true)).toBe(false);
});

test("a node of an ended run that did not succeed can be given a result; one that goes on can be skipped", () => {
  expect(nodeAllows("mark_succeeded", "failed", "failed")).toBe(true);
  expect(nodeAllows("mark_succeeded", "succeeded", "failed")).toBe(false);
  expect(nodeAllows("mark_succeeded", "failed", "running")).toBe(false);
  expect(nodeAllows("skip", "pending", "running")).toBe(true);
  expect(nodeAllows("skip", "skipped", "running")).toBe(false);
});

test("each deed becomes the operation with the choices that it has", () => {
  expect(operationOf("rerun_from", "a", choices)).toEqual({
    kind: "rerun",
    node: "a",
    descendants: false,
    as_new: true,
    why: "bad data",
  });
  expect(operationOf("edit", undefined, choices)).toEqual({
    kind: "rerun",
    as_new: true,
    inputs: { n: 1 },
    why: "bad data",
  });
  expect(operationOf("mark_succeeded", "a", choices)).toMatchObject({ node: "a", result: { n: 1 } });
  expect(operationOf("delete", undefined, choices)).toEqual({ kind: "delete", why: "bad data" });
});
