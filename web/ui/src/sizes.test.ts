/// Files and functions stay small. There is no list of exceptions.
import ts from "typescript";
import { expect, test } from "vitest";

const FILE_WALL = 250;
const FUNCTION_WALL = 60;

const sources = import.meta.glob<string>(["./**/*.{ts,tsx}", "!./**/*.test.*", "!./i18n/**", "!./api/schema.d.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

test("no file is longer than the wall", () => {
  const lengths = Object.entries(sources).map(([path, text]) => [path, text.trimEnd().split("\n").length] as const);
  expect(lengths.filter(([, lines]) => lines > FILE_WALL)).toEqual([]);
});

test("no function is longer than the wall", () => {
  expect(Object.entries(sources).flatMap(([path, text]) => longFunctions(path, text))).toEqual([]);
});

function longFunctions(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) {
      const line = (at: number) => file.getLineAndCharacterOfPosition(at).line;
      const lines = line(node.end) - line(node.getStart(file)) + 1;
      if (lines > FUNCTION_WALL) found.push(`${path}:${line(node.getStart(file)) + 1}: ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
