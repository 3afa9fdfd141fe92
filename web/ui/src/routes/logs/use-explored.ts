/// The lines of a query: what was said before, page after page, and on top what is said while one looks.
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { type LogFilter, linesSince, logsQuery } from "../../api/logs";
import type { LogLine } from "../../components/log-lines/line";
import { newestFirst } from "./merge";
import { type LogsSearch, logFilterOf } from "./search";

/** Milliseconds between two looks for new lines. */
const PULSE = 2000;
/** Milliseconds by which a line may come late: workers send what they said in batches. */
const LATE = 15_000;
/** New lines that are kept; who wants more can ask for a range. */
const KEPT = 5000;
/** Lines that a search should find before it waits to be asked for more, and pages that it looks through for that. */
const ENOUGH = 50;
const PAGES = 20;

export interface Explored {
  lines: LogLine[];
  error: Error | null;
  /** Nothing is known yet. */
  pending: boolean;
  searching: boolean;
  hasMore: boolean;
  more: () => void;
  /** Ask again, with ranges up to now. */
  refresh: () => void;
}

/** The lines for an address, newest first. */
export function useExplored(search: LogsSearch): Explored {
  const key = JSON.stringify({ ...search, live: undefined, line: undefined });
  const [asked, setAsked] = useState({ key, now: Date.now() });
  if (asked.key !== key) setAsked({ key, now: Date.now() });
  const filter = useMemo(() => logFilterOf(JSON.parse(key) as LogsSearch, asked.now), [key, asked.now]);
  const past = useInfiniteQuery({ ...logsQuery(filter), staleTime: Number.POSITIVE_INFINITY });
  const fresh = useFresh(filter, asked.now, search.live === true);
  const before = useMemo(() => past.data?.pages.flatMap((page) => page.items) ?? [], [past.data]);
  const lines = useMemo(() => newestFirst(fresh, before), [fresh, before]);
  const pages = past.data?.pages.length ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = past;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && before.length < ENOUGH && pages < PAGES) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, before.length, pages]);
  return {
    lines,
    error: past.error,
    pending: past.isPending,
    searching: past.isFetching,
    hasMore: hasNextPage,
    more: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
    },
    refresh: () => setAsked({ key, now: Date.now() }),
  };
}

/** What was said since the query was asked, looked for again and again while it is live. */
function useFresh(filter: LogFilter, since: number, live: boolean): readonly LogLine[] {
  const queryClient = useQueryClient();
  const queryKey = ["logs-fresh", filter, since];
  const fresh = useQuery({
    queryKey,
    enabled: live && filter.until === undefined,
    refetchInterval: PULSE,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const known = queryClient.getQueryData<LogLine[]>(queryKey) ?? [];
      const newest = known[0] === undefined ? since : Date.parse(known[0].at);
      const found = await linesSince(filter, new Date(newest - LATE).toISOString(), signal);
      return newestFirst(found, known).slice(0, KEPT);
    },
  });
  return fresh.data ?? NONE;
}

const NONE: readonly LogLine[] = [];
