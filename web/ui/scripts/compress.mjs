// Lay a compressed twin, .gz and .br, beside every file of the build that gains by it, so that no request has to compress.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = new URL("../../aurora_web/static/assets/", import.meta.url);

for (const name of await readdir(folder)) {
  if (!/\.(js|css|svg)$/.test(name)) continue;
  const text = await readFile(new URL(name, folder));
  for (const [ending, packed] of [
    ["gz", gzipSync(text, { level: 9 })],
    ["br", brotliCompressSync(text)],
  ]) {
    if (packed.length < text.length) await writeFile(new URL(`${name}.${ending}`, folder), packed);
  }
}
