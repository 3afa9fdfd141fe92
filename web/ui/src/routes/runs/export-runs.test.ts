import { expect, test } from "vitest";
import type { RunSummary } from "../../api/runs";
import { jsonLines, table } from "./export-runs";

const RUN: RunSummary = {
  id: "a1",
  graph: "shop, daily",
  version: 2,
  project: "default",
  state: "failed",
  cancelling: false,
  epoch: 0,
  labels: { team: "data", day: "5" },
  key: null,
  origin: null,
  created: "2026-01-01T00:00:00Z",
  deadline: null,
  finished: null,
  error: { message: '=HYPERLINK("x")', node: "n", reason: "error", traceback: null, type: "E" },
};

test("a table holds what may break it, and nothing that a spreadsheet would compute", () => {
  const [head, row] = table([RUN]).split("\r\n");
  expect(head).toBe("id,graph,version,project,state,created,finished,labels,key,error");
  expect(row).toBe(`a1,"shop, daily",2,default,failed,2026-01-01T00:00:00Z,,team=data day=5,,"'=HYPERLINK(""x"")"`);
});

test("lines of JSON can be read back", () => {
  const lines = jsonLines([RUN, RUN]).trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual([RUN, RUN]);
});
