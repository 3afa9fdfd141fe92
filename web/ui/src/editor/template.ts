/// Texts with `${{ }}` in them, cut into literal text and expressions of CEL. `$${{` stands for a literal `${{`.

/** One expression: where its inside starts in the whole text, and that inside. */
export interface Expression {
  readonly start: number;
  readonly text: string;
}

interface Token {
  readonly kind: "text" | "name" | "number" | "sign" | "space";
  readonly text: string;
  readonly start: number;
}

export type { Token };

const TOKEN = new RegExp(
  [
    String.raw`(?<space>\s+|//[^\n]*)`,
    String.raw`(?<text>[bB]?[rR]?(?:"""[\s\S]*?"""|'''[\s\S]*?''')|[bB]?[rR]"[^"\n]*"|[bB]?[rR]'[^'\n]*'|[bB]?"(?:[^"\\\n]|\\.)*"|[bB]?'(?:[^'\\\n]|\\.)*')`,
    "(?<name>[A-Za-z_][A-Za-z0-9_]*)",
    "(?<number>[0-9][A-Za-z0-9.]*)",
    String.raw`(?<sign>[\s\S])`,
  ].join("|"),
  "y",
);

const OPEN = /\$?\$\{\{/g;

/** The tokens of CEL text from a place on; with spaces and comments left out. */
export function* tokens(source: string, start = 0): Generator<Token> {
  let at = start;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (match === null) return;
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] as Token["kind"];
    if (kind !== "space") yield { kind, text: match[0], start: at };
    at += match[0].length;
  }
}

/** The expressions of a text, in order. One that is never closed is not among them. */
export function expressions(template: string): Expression[] {
  const found: Expression[] = [];
  let from = 0;
  while (true) {
    OPEN.lastIndex = from;
    const match = OPEN.exec(template);
    if (match === null) return found;
    const start = match.index + match[0].length;
    from = start;
    if (match[0].length > 3) continue;
    const end = closing(template, start);
    if (end === -1) return found;
    found.push({ start, text: template.slice(start, end) });
    from = end + 2;
  }
}

/** True for a text that holds an expression, or the beginning of one. */
export function isTemplate(value: unknown): value is string {
  return typeof value === "string" && /(?<!\$)\$\{\{/.test(value);
}

/** The text of one whole expression, which keeps the type of its value; undefined for anything else. */
export function wholeExpression(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const [only, more] = expressions(value.trim());
  const isAll = only !== undefined && more === undefined && only.text.length + 5 === value.trim().length;
  return isAll ? only.text.trim() : undefined;
}

/** The template of one expression. */
export function whole(expression: string): string {
  return `\${{ ${expression} }}`;
}

function closing(template: string, start: number): number {
  let depth = 0;
  for (const { kind, text, start: at } of tokens(template, start)) {
    if (kind !== "sign") continue;
    if (text === "}" && depth <= 0 && template.startsWith("}}", at)) return at;
    if ("([{".includes(text)) depth += 1;
    if (")]}".includes(text)) depth -= 1;
  }
  return -1;
}
