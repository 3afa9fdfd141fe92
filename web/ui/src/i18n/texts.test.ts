import { expect, test } from "vitest";

const files = Object.keys(import.meta.glob("./{en,zh}/*.ts")).map((path) => path.slice(2));
const texts = import.meta.glob<{ default: object }>("./{en,zh}/*.ts", { eager: true });

test("every file of texts has its twin", () => {
  const names = (language: string) =>
    files.filter((path) => path.startsWith(`${language}/`)).map((path) => path.slice(3));
  expect(names("zh")).toEqual(names("en"));
});

test("a translation names the same values as the original, and is not empty", () => {
  for (const path of files.filter((each) => each.startsWith("zh/"))) {
    const zh = flat(texts[`./${path}`]?.default);
    const en = flat(texts[`./${path.replace("zh/", "en/")}`]?.default);
    for (const [key, text] of zh) {
      expect(text, `${path} ${key}`).not.toBe("");
      expect(values(text), `${path} ${key}`).toEqual(values(en.get(key)));
    }
  }
});

function flat(tree: object | undefined, prefix = ""): Map<string, string> {
  const found = Object.entries(tree ?? {}).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${prefix}${key}`, value]] : [...flat(value, `${prefix}${key}.`)],
  );
  return new Map(found);
}

function values(text: string | undefined): string[] {
  return [...(text ?? "").matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? "").sort();
}
