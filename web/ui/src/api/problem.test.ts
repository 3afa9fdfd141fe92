import { expect, test } from "vitest";
import { problemOf, unreachable } from "./problem";

test("a problem document becomes an error with its code and its places", () => {
  const body = {
    code: "invalid_request",
    detail: "the request has mistakes",
    errors: [{ code: "missing", path: "graph", message: "Field required" }],
    trace_id: "4bf9",
  };
  const problem = problemOf(new Response(null, { status: 422 }), body);
  expect(problem).toMatchObject({ status: 422, code: "invalid_request", message: "the request has mistakes" });
  expect(problem.places[0]?.path).toBe("graph");
  expect(problem.isPassing).toBe(false);
});

test("what a proxy answers is a problem, too, and says when to come back", () => {
  const problem = problemOf(new Response(null, { status: 503, headers: { "Retry-After": "5" } }), "<html>");
  expect(problem).toMatchObject({ status: 503, code: "http_503", retryAfter: 5, isPassing: true });
});

test("no answer at all has the status 0", () => {
  expect(unreachable()).toMatchObject({ status: 0, code: "unreachable", isPassing: true });
});
