import { beforeEach, expect, test } from "vitest";
import { preferred, remember } from "./languages";

beforeEach(() => localStorage.clear());

test.each([
  [["zh-CN", "en"], "zh"],
  [["zh_TW"], "zh"],
  [["fr-FR", "en-GB", "zh"], "en"],
  [["hi-IN", "zh-Hans"], "zh"],
  [["fr"], "en"],
  [[], "en"],
])("who reads %j is shown %s", (browser, language) => {
  expect(preferred(browser)).toBe(language);
});

test("a choice counts more than the browser", () => {
  remember("zh");
  expect(preferred(["en-US"])).toBe("zh");
  localStorage.setItem("aurora-language", "xx");
  expect(preferred(["en-US"])).toBe("en");
});
