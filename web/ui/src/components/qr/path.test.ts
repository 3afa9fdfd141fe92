import { encode } from "uqr";
import { expect, test } from "vitest";
import { pathOf } from "./path";

test("each run of dark modules is one rectangle", () => {
  expect(
    pathOf([
      [true, true, false],
      [false, false, false],
      [true, false, true],
    ]),
  ).toBe("M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z");
});

test("the path covers exactly the dark modules of a code", () => {
  const { data } = encode("otpauth://totp/Aurora:ada?secret=JBSWY3DPEHPK3PXP", { ecc: "M" });
  const covered = [...pathOf(data).matchAll(/h(\d+)v/g)].reduce((sum, [, length]) => sum + Number(length), 0);
  expect(covered).toBe(data.flat().filter(Boolean).length);
});
