// Print how much script a browser loads for the first screen, and fail beyond the budget.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

/** Kilobytes of script, gzipped, and the screens that people see first. */
const BUDGET = 250;
const SCREENS = ["src/routes/home/home.tsx", "src/routes/sign-in/sign-in.tsx"];
/** The frame of every screen but that of signing in. */
const FRAME = "src/routes/shell/shell.tsx";

const folder = new URL("../../aurora_web/static/", import.meta.url);
const manifest = JSON.parse(await readFile(new URL(".vite/manifest.json", folder), "utf8"));

/** A chunk and all that has to be there before it can run. */
function needed(key, found = new Set()) {
  if (found.has(key)) return found;
  found.add(key);
  for (const other of manifest[key].imports ?? []) needed(other, found);
  return found;
}

/** Texts of one language that are loaded with the first screen. */
function texts(screen) {
  const names = ["shell", "states", "errors", screen.split("/").at(-2)];
  return names.map((name) => `src/i18n/zh/${name}.ts`).filter((key) => key in manifest);
}

function frame(screen) {
  return screen.includes("/sign-in/") ? [] : [FRAME];
}

async function size(file) {
  return gzipSync(await readFile(new URL(file, folder)), { level: 9 }).length / 1000;
}

let worst = 0;
for (const screen of SCREENS) {
  const chunks = new Set(["index.html", screen, ...frame(screen), ...texts(screen)].flatMap((key) => [...needed(key)]));
  const files = [...chunks].map((key) => manifest[key].file).filter((file) => file.endsWith(".js"));
  const total = (await Promise.all(files.map(size))).reduce((sum, each) => sum + each, 0);
  worst = Math.max(worst, total);
  console.log(`first load of ${screen}: ${total.toFixed(0)} kB of script, gzipped (of ${BUDGET} kB)`);
}
if (worst > BUDGET) {
  console.error(`the first load is ${(worst - BUDGET).toFixed(0)} kB beyond its budget`);
  process.exit(1);
}
