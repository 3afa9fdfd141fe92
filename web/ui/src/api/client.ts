/// Calls of the API: typed by its own description, as the browser's session, with failures as `Problem`s.
import createClient, { type Middleware } from "openapi-fetch";
import { address } from "./place";
import { Problem, problemOf, unreachable } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

let csrf = "";
let onSignedOut: () => void = () => undefined;

/** Let every request that changes something prove that it comes from our own page. */
export function proveWith(token: string): void {
  csrf = token;
}

/** What to do when the API no longer knows who asks. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

const session: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method)) request.headers.set("X-CSRF-Token", csrf);
    return request;
  },
};

/** The calls themselves; `take` turns their outcome into a value or a thrown `Problem`. */
export const api = createClient<paths>({ baseUrl: address, credentials: "same-origin" });
api.use(session);

interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What a call answered. Throws `Problem`, also when no answer came. */
export async function take<T>(call: Promise<Outcome<T>>): Promise<T> {
  const { data, error, response } = await reached(call);
  if (response.ok) return data as T;
  const problem = problemOf(response, error);
  if (problem.status === 401 && problem.code === "unauthenticated") onSignedOut();
  throw problem;
}

async function reached<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Problem || (error instanceof Error && error.name === "AbortError")) throw error;
    throw unreachable();
  }
}
