/// A line of a log as the API gives it, and what is told of it everywhere.
import type { Schemas } from "../../api/client";

export type LogLine = Schemas["LogEntryView"];
export type LogLevel = LogLine["level"];

/** From the least serious on. */
export const LOG_LEVELS: readonly LogLevel[] = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"];

/** What tells a line from all others, also those of other runs. */
export function keyOf(line: LogLine): string {
  return `${line.run}/${line.id}`;
}
