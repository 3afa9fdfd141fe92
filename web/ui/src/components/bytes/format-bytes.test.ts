import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes";

test.each([
  [0, "0 byte"],
  [999, "999 byte"],
  [1_200, "1.2 kB"],
  [95_268_864, "95 MB"],
  [1_250_000_000, "1.3 GB"],
])("%d bytes are %s", (bytes, shown) => {
  expect(formatBytes(bytes, "en")).toBe(shown);
});
