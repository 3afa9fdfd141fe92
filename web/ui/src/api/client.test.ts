import { afterEach, expect, test, vi } from "vitest";
import { api, proveWith, take, whenSignedOut } from "./client";
import { Problem } from "./problem";

const sent: Request[] = [];

function answer(response: () => Response | Promise<Response>): void {
  vi.stubGlobal("fetch", (request: Request) => {
    sent.push(request);
    return Promise.resolve(response());
  });
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

const getRun = () =>
  take(api.GET("/api/v1/runs/{run_id}", { params: { path: { run_id: "r" } }, fetch: globalThis.fetch }));
const deleteRun = () =>
  take(api.DELETE("/api/v1/runs/{run_id}", { params: { path: { run_id: "r" } }, fetch: globalThis.fetch }));

afterEach(() => {
  sent.length = 0;
  vi.unstubAllGlobals();
});

test("only what changes something carries the proof", async () => {
  answer(() => json(200, {}));
  proveWith("token");
  await getRun();
  answer(() => new Response(null, { status: 204 }));
  await deleteRun();
  expect(sent.map((request) => request.headers.get("X-CSRF-Token"))).toEqual([null, "token"]);
});

test("a refusal is thrown as the problem that it is", async () => {
  answer(() => json(404, { code: "not_found", detail: "there is no such run" }));
  await expect(getRun()).rejects.toMatchObject({ status: 404, code: "not_found" });
});

test("a session that has ended is told to whoever looks after it", async () => {
  const told = vi.fn();
  whenSignedOut(told);
  answer(() => json(401, { code: "unauthenticated", detail: "sign in" }));
  await expect(getRun()).rejects.toBeInstanceOf(Problem);
  answer(() => json(401, { code: "wrong_credentials", detail: "no" }));
  await expect(getRun()).rejects.toBeInstanceOf(Problem);
  expect(told).toHaveBeenCalledTimes(1);
});

test("a server that is away is a problem, and a request that was given up stays what it is", async () => {
  answer(() => Promise.reject(new TypeError("Failed to fetch")));
  await expect(getRun()).rejects.toMatchObject({ status: 0, code: "unreachable" });
  answer(() => Promise.reject(Object.assign(new Error("given up"), { name: "AbortError" })));
  await expect(getRun()).rejects.toMatchObject({ name: "AbortError" });
});
