import { expect, test } from "vitest";
import { makePassword } from "./make-password";

test("a password is made of groups that can be told, and is another each time", () => {
  const made = Array.from({ length: 50 }, makePassword);
  for (const password of made) expect(password).toMatch(/^([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}$/);
  expect(new Set(made).size).toBe(made.length);
});
