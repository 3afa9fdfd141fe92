/// What handlers said, in all runs that one may see.
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";

export type LogLine = Schemas["LogEntryView"];
export type LogLevel = LogLine["level"];

/** Which lines; all that is given must hold. Times are RFC 3339. */
export interface LogFilter {
  text?: string;
  /** This level, and what is more serious. */
  level?: LogLevel;
  graph?: string;
  handler?: string;
  worker?: string;
  since?: string;
  until?: string;
}

const PAGE = 200;
/** Lines that the API gives at most at once. */
const MOST = 1000;

/** Lines, newest first, page after page. A page may be empty and not the last. */
export function logsQuery(filter: LogFilter) {
  return infiniteQueryOptions({
    queryKey: ["logs", filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      take(
        api.GET("/api/v1/logs", { params: { query: { ...asked(filter), limit: PAGE, cursor: pageParam } }, signal }),
      ),
    getNextPageParam: (page) => page.cursor,
  });
}

/** The newest lines that were said at a time or later. */
export async function linesSince(filter: LogFilter, since: string, signal: AbortSignal): Promise<LogLine[]> {
  const query = { ...asked(filter), since, limit: MOST };
  return (await take(api.GET("/api/v1/logs", { params: { query }, signal }))).items;
}

function asked(filter: LogFilter) {
  return { text: "", order: "desc" as const, ...filter };
}
