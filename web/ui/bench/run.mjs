/// Builds the bench, opens it in a headless Chromium and prints what it measured: `npm run bench -- [--json]`.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };
const TIME_LIMIT = 180_000;

const here = fileURLToPath(new URL(".", import.meta.url));
const work = await mkdtemp(join(tmpdir(), "graph-bench-"));
await build({
  root: here,
  base: "./",
  configFile: false,
  logLevel: "error",
  plugins: [react()],
  build: { outDir: join(work, "page"), target: "es2022" },
});

const server = createServer();
const report = new Promise((resolve, reject) => {
  server.on("request", async (request, response) => {
    if (request.method === "POST") {
      const parts = await request.toArray();
      response.end();
      resolve(JSON.parse(Buffer.concat(parts).toString()));
      return;
    }
    const path = normalize(new URL(request.url ?? "/", "http://bench").pathname);
    try {
      const file = await readFile(join(work, "page", path === "/" ? "index.html" : path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html" }).end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  setTimeout(() => reject(new Error("the bench did not finish in time")), TIME_LIMIT).unref();
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const json = process.argv.includes("--json");
const load = loadavg()[0];
const flags = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--window-size=1600,1000",
  `--user-data-dir=${work}/profile`,
];
const browser = spawn("chromium", [...flags, `http://127.0.0.1:${server.address().port}/`], {
  stdio: "ignore",
});
try {
  const rows = await report;
  process.stdout.write(json ? `${JSON.stringify(rows)}\n` : table(rows, load));
} finally {
  browser.kill();
  server.closeAllConnections();
  server.close();
  await new Promise((resolve) => browser.once("exit", resolve));
  await rm(work, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

function table(rows, load) {
  const head = `${"".padEnd(46)}${"median".padStart(10)}${"p95/worst".padStart(12)}   ms`;
  const lines = rows.map(
    ({ what, milliseconds, worst }) =>
      what.padEnd(46) + milliseconds.toFixed(1).padStart(10) + worst.toFixed(1).padStart(12),
  );
  return `${[`load of the machine before: ${load.toFixed(1)}`, head, ...lines].join("\n")}\n`;
}
