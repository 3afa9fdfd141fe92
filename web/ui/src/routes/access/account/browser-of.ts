/// Browsers as people call them, from what they say of themselves.

/** The first that fits counts: most browsers claim to be the ones below them, too. */
const BROWSERS: readonly [name: string, sign: RegExp][] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome|Chromium)\//],
  ["Safari", /\bSafari\//],
  ["curl", /^curl\//],
];
const SYSTEMS: readonly [name: string, sign: RegExp][] = [
  ["Android", /\bAndroid\b/],
  ["iOS", /\b(?:iPhone|iPad)\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["Linux", /\bLinux\b/],
];

/** `Firefox, Linux`; only what could be made out, and nothing for what says nothing. */
export function browserOf(agent: string): string {
  return [named(BROWSERS, agent), named(SYSTEMS, agent)].filter((name) => name !== undefined).join(", ");
}

function named(table: readonly [string, RegExp][], agent: string): string | undefined {
  return table.find(([, sign]) => sign.test(agent))?.[0];
}
