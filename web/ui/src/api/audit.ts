/// The audit log: what people did, and whether the record of it is whole.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { mount } from "./place";

export type AuditEntry = Schemas["AuditView"];

/** Which entries; each has to be met to the letter, and what is not there does not narrow. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  target?: string;
}

const PAGE = 100;

/** Entries, newest first, page after page. */
export function auditQuery(filter: AuditFilter) {
  return infiniteQueryOptions({
    queryKey: ["audit", filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      take(api.GET("/api/v1/audit", { params: { query: { ...filter, limit: PAGE, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.cursor,
  });
}

/** Whether every entry is as it was written. The whole log is read for that, so it is not asked again by itself. */
export const verdictQuery = queryOptions({
  queryKey: ["audit-verdict"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => take(api.GET("/api/v1/audit/verdict", { signal })),
});

/** Where the entries are to be had as lines of JSON. */
export function auditExport(filter: AuditFilter): string {
  const asked = new URLSearchParams({ ...filter }).toString();
  return `${mount}/api/v1/audit/export${asked && `?${asked}`}`;
}
