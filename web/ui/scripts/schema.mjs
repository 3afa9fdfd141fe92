// Write src/api/schema.d.ts from the committed description of the API; with --check, fail if that would change it.
import { readFile, writeFile } from "node:fs/promises";
import openapiTypescript, { astToString } from "openapi-typescript";

const source = new URL("../../openapi.json", import.meta.url);
const target = new URL("../src/api/schema.d.ts", import.meta.url);
const wanted = astToString(await openapiTypescript(source, { alphabetize: true, defaultNonNullable: false }));

if (!process.argv.includes("--check")) {
  await writeFile(target, wanted);
} else if ((await readFile(target, "utf8")) !== wanted) {
  console.error("src/api/schema.d.ts is not that of web/openapi.json: `npm run schema` writes it anew");
  process.exit(1);
}
