/// How the front end is built: into the Python package that serves it, with addresses relative to wherever that is mounted.
import react from "@vitejs/plugin-react";
import { loadEnv } from "vite";
import { defineConfig } from "vitest/config";

/** Where `npm run dev` finds the API: a local stack on its usual port, unless told otherwise. */
const API = loadEnv("", ".", "AURORA_").AURORA_API ?? "http://127.0.0.1:8780";

export default defineConfig({
  base: "./",
  plugins: [react()],
  build: {
    outDir: "../aurora_web/static",
    emptyOutDir: true,
    target: "es2022",
    // Older targets get light-dark() rewritten in a way that asks for a fixed colour scheme.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    manifest: true,
    // The content policy takes files, not data in addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What every screen needs comes in few files: many small ones cost more than they hold.
        codeSplitting: {
          groups: [{ name: "routes", test: /src\/routes\/[^/]+\/(route|search|places|tabs)\.ts$/ }],
        },
      },
    },
    // The budget script judges what is loaded first; single large screens are lazy.
    chunkSizeWarningLimit: 2000,
  },
  // The API has to see the page and itself at one address: it refuses changes that a page from elsewhere asks for.
  server: {
    // The guide stands with the rest of the documentation.
    fs: { allow: [".", "../../docs/guide"] },
    proxy: { "/api": { target: API, changeOrigin: false } },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    css: false,
    // Nothing is measured here, and the machine may be busy.
    testTimeout: 30_000,
    // One jsdom for each worker: making one takes longer than most tests.
    pool: "threads",
    isolate: false,
  },
});
