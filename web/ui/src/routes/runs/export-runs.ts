/// Runs as files: a table for spreadsheets, or JSON lines.
import { api, take } from "../../api/client";
import type { RunSummary, RunsFilter } from "../../api/runs";

/** Runs that one file holds at most. */
export const MOST = 10_000;
const PAGE = 500;
const FIELDS = ["id", "graph", "version", "project", "state", "created", "finished", "labels", "key", "error"] as const;
/** What spreadsheets would take as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** All runs that fit a filter, newest first, up to `MOST`. Throws `Problem`. */
export async function allRuns(filter: RunsFilter): Promise<RunSummary[]> {
  const found: RunSummary[] = [];
  let cursor: string | null = null;
  do {
    const query: RunsFilter & { limit: number; cursor: string | null } = { ...filter, limit: PAGE, cursor };
    const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
    const page: { items: RunSummary[]; cursor: string | null } = await take(
      api.GET("/api/v1/runs", { params: { query: given } }),
    );
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null && found.length < MOST);
  return found.slice(0, MOST);
}

/** One line for each run. */
export function jsonLines(runs: readonly RunSummary[]): string {
  return runs.map((run) => `${JSON.stringify(run)}\n`).join("");
}

/** A table with commas (RFC 4180); text that a spreadsheet would compute is marked as text. */
export function table(runs: readonly RunSummary[]): string {
  const rows = runs.map((run) => FIELDS.map((field) => cell(shown(run, field))).join(","));
  return `${[FIELDS.join(","), ...rows].join("\r\n")}\r\n`;
}

function shown(run: RunSummary, field: (typeof FIELDS)[number]): string {
  if (field === "error") return run.error?.message ?? "";
  if (field === "labels") {
    return Object.entries(run.labels)
      .map((label) => label.join("="))
      .join(" ");
  }
  return String(run[field] ?? "");
}

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
