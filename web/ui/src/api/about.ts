/// What this Aurora is: versions, health, and the settings in force.
import { queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { mount } from "./place";
import { Problem } from "./problem";

export type Setting = Schemas["SettingView"];

/** Milliseconds between two looks at the health, as long as somebody looks. */
const PULSE = 10_000;

export type Answer = "ok" | "unavailable";

/** What store and broker answer. */
export interface Health {
  store: Answer;
  broker: Answer;
}

/** The address of the documentation of the API, which Aurora serves by itself. */
export const apiDocs = `${mount}/api/v1/docs`;

/** Versions by name. */
export const aboutQuery = queryOptions({
  queryKey: ["about"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => take(api.GET("/api/v1/about", { signal })),
});

/** Whether store and broker answer, asked again and again. That one is away is an answer, not an error. */
export const healthQuery = queryOptions({
  queryKey: ["health"],
  refetchInterval: PULSE,
  retry: false,
  queryFn: async ({ signal }): Promise<Health> => {
    try {
      await take(api.GET("/api/v1/health/ready", { signal }));
      return { store: "ok", broker: "ok" };
    } catch (error) {
      if (error instanceof Problem && error.code === "not_ready") return healthOf(error);
      throw error;
    }
  },
});

/** The settings in force, with where each comes from. */
export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => take(api.GET("/api/v1/settings", { signal })),
});

/** What a refusal says about each. */
export function healthOf(problem: Problem): Health {
  const answer = (name: string): Answer => (problem.places.some(({ path }) => path === name) ? "unavailable" : "ok");
  return { store: answer("store"), broker: answer("broker") };
}
