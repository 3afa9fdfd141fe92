import { expect, test } from "vitest";
import { isolated } from "./isolated";

test("a name turns nothing but itself", () => {
  expect(isolated("fetch 数据")).toBe("fetch 数据");
  expect(isolated("invoice\u202egpj.exe")).toBe("invoicegpj.exe");
  expect(isolated("a\u2069مرحبا")).toBe("\u2068aمرحبا\u2069");
});
