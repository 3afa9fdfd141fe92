import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { createAuroraRouter } from "./router";

test("no two screens are called by the same key", () => {
  const router = createAuroraRouter(new QueryClient());
  const keys = Object.values(router.routesByPath).flatMap(
    ({ options }) => options.staticData?.navigation?.hotkey ?? [],
  );
  expect(keys.length).toBeGreaterThan(5);
  expect(new Set(keys).size).toBe(keys.length);
});
