import { expect, test } from "vitest";
import { formatDuration } from "./duration";

test.each([
  [0, "0 ms"],
  [340.4, "340 ms"],
  [2449, "2.4 sec"],
  [59_600, "1 min"],
  [200_000, "3 min, 20 sec"],
  [3_600_000, "1 hr"],
  [100_800_000, "1 day, 4 hr"],
  [-5, "0 ms"],
])("%d ms are %s", (milliseconds, shown) => {
  expect(formatDuration(milliseconds, "en")).toBe(shown.replace(",", ""));
});

test("lengths are in the language of whoever reads", () => {
  expect(formatDuration(200_000, "zh")).toBe("3分钟 20秒");
});
