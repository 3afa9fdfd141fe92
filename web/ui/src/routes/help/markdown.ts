/// As much of Markdown as our guide is written in, read into blocks; nothing of it ever becomes markup by itself.

export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "code"; text: string }
  | { kind: "list"; ordered: boolean; items: string[] }
  | { kind: "table"; head: string[]; rows: string[][] };

/** A piece of a line. */
export type Inline = { kind: "text" | "strong" | "code"; text: string } | { kind: "link"; text: string; to: string };

const FENCE = "```";
const ITEM = /^(?:[-*]|(\d+)\.) +/;

/** The blocks of a page. */
export function blocksOf(page: string): Block[] {
  const lines = page.split("\n");
  const blocks: Block[] = [];
  while (lines.length > 0) {
    if (lines[0]?.trim() === "") lines.shift();
    else blocks.push(next(lines));
  }
  return blocks;
}

/** The pieces of a line or a paragraph. */
export function inlineOf(text: string): Inline[] {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).filter((part) => part !== "");
  return parts.map((part): Inline => {
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
    if (link) return { kind: "link", text: link[1] ?? "", to: link[2] ?? "" };
    if (/^`.+`$/.test(part)) return { kind: "code", text: part.slice(1, -1) };
    if (/^\*\*.+\*\*$/.test(part)) return { kind: "strong", text: part.slice(2, -2) };
    return { kind: "text", text: part };
  });
}

/** Takes the lines of one block from the front; there is at least one that is not blank. */
function next(lines: string[]): Block {
  const first = lines[0] ?? "";
  const heading = /^(#{1,4}) (.*)$/.exec(first);
  if (heading) {
    lines.shift();
    return { kind: "heading", level: heading[1]?.length ?? 1, text: heading[2] ?? "" };
  }
  if (first.startsWith(FENCE)) return code(lines);
  if (ITEM.test(first)) return list(lines);
  if (first.startsWith("|")) return table(lines);
  return { kind: "paragraph", text: taken(lines, (line) => !startsBlock(line)).join(" ") };
}

function code(lines: string[]): Block {
  lines.shift();
  const text = taken(lines, (line) => !line.startsWith(FENCE)).join("\n");
  lines.shift();
  return { kind: "code", text };
}

function list(lines: string[]): Block {
  const ordered = /^\d/.test(lines[0] ?? "");
  const items: string[] = [];
  for (const line of taken(lines, (each) => ITEM.test(each) || /^ +\S/.test(each))) {
    if (ITEM.test(line)) items.push(line.replace(ITEM, ""));
    else items.push(`${items.pop() ?? ""} ${line.trim()}`);
  }
  return { kind: "list", ordered, items };
}

function table(lines: string[]): Block {
  const [head = [], , ...rows] = taken(lines, (line) => line.startsWith("|")).map((line) =>
    line
      .replace(/^\||\|\s*$/g, "")
      .split("|")
      .map((cell) => cell.trim()),
  );
  return { kind: "table", head, rows };
}

function startsBlock(line: string): boolean {
  return (
    line.trim() === "" || line.startsWith("#") || line.startsWith(FENCE) || line.startsWith("|") || ITEM.test(line)
  );
}

/** Takes lines from the front for as long as they fit; the first is taken in any case where a block was begun. */
function taken(lines: string[], fits: (line: string) => boolean): string[] {
  const end = lines.findIndex((line) => !fits(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}
