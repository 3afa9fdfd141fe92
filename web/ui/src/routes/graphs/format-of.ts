/// The format of a file of a graph, by its name.
import type { Format } from "../../api/graphs";

export function formatOf(file: string): Format {
  if (/\.json$/i.test(file)) return "json";
  return /\.toml$/i.test(file) ? "toml" : "yaml";
}
