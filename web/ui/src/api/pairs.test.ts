import { describe, expect, it } from "vitest";
import { readPair, writePair } from "./pairs";

describe("a pair", () => {
  it.each([
    ["team=data", "team", "data"],
    ["team=", "team", ""],
    ["query=a=b", "query", "a=b"],
    ['"a=b"=c=d', "a=b", "c=d"],
    ['"say \\"=\\""=x', 'say "="', "x"],
    ['"a=b', '"a', "b"],
    ['"a" b=c', '"a" b', "c"],
    ['"\\x"=c', '"\\x"', "c"],
    ["a=one\ntwo", "a", "one\ntwo"],
  ])("%s is read", (text, name, value) => {
    expect(readPair(text)).toEqual([name, value]);
  });

  it.each(["", "team", "=x", '""=x'])("%s is none", (text) => {
    expect(readPair(text)).toBeUndefined();
  });

  it.each(["team", "a=b", '"', '"a"', '"a=b"', "\\=", "مرحبا", '"\\x"'])("is read as %s was written", (name) => {
    expect(readPair(writePair(name, "x=y"))).toEqual([name, "x=y"]);
  });

  it("is written plainly where that says the same", () => {
    expect(writePair("team", "a=b")).toBe("team=a=b");
    expect(writePair('"team', "x")).toBe('"team=x');
  });
});
