/// The cache of everything that was asked: lively where events patch it, patient where the server is away.
import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

/** Milliseconds for which an answer counts as fresh; what happens meanwhile comes as events. */
const FRESH = 10_000;
const TRIES = 3;

/** Whether to ask again: only what may pass by itself. */
export function askAgain(failures: number, error: Error): boolean {
  return failures < TRIES && error instanceof Problem && error.isPassing;
}

/** A cache for one page. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: FRESH, retry: askAgain, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
