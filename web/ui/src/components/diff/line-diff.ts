/// The difference of two texts, line by line (Myers' greedy algorithm). Pure.

export type LineKind = "same" | "removed" | "added";

export interface DiffLine {
  kind: LineKind;
  text: string;
  /** Its number before, and after, from 1; undefined where it is not. */
  before: number | undefined;
  after: number | undefined;
}

/** Lines that changed on a stretch, with some unchanged ones around them. */
export interface Hunk {
  lines: DiffLine[];
  /** Unchanged lines left out before it. */
  skipped: number;
}

/** Steps of editing from which on a stretch counts as replaced: texts that far apart have no use for more. */
const FAR = 2_000;

/** All lines of two texts in one order. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [one, two] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < one.length && head < two.length && one[head] === two[head]) head += 1;
  let tail = 0;
  while (tail < one.length - head && tail < two.length - head && one.at(-1 - tail) === two.at(-1 - tail)) tail += 1;
  const middle = edits(one.slice(head, one.length - tail), two.slice(head, two.length - tail));
  const kinds: LineKind[] = [...same(head), ...middle, ...same(tail)];
  return numbered(kinds, one, two);
}

/** The stretches that changed, each with some lines of context. */
export function hunksOf(lines: readonly DiffLine[], context: number): Hunk[] {
  const hunks: Hunk[] = [];
  let end = 0;
  lines.forEach((line, at) => {
    if (line.kind === "same") return;
    const begin = Math.max(end, at - context);
    const last = hunks.at(-1);
    if (last !== undefined && begin === end) last.lines.push(...lines.slice(end, at + 1));
    else hunks.push({ lines: lines.slice(begin, at + 1), skipped: begin - end });
    const until = nextEnd(lines, at, context);
    hunks.at(-1)?.lines.push(...lines.slice(at + 1, until));
    end = until;
  });
  return hunks;
}

/** Where the context after a changed line ends: before the next changed one, if that is near. */
function nextEnd(lines: readonly DiffLine[], at: number, context: number): number {
  let until = at + 1;
  while (until < lines.length && until <= at + context && lines[until]?.kind === "same") until += 1;
  return until;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function same(count: number): LineKind[] {
  return Array<LineKind>(count).fill("same");
}

function edits(one: readonly string[], two: readonly string[]): LineKind[] {
  const trace = search(one, two);
  if (trace === undefined) {
    return [...Array<LineKind>(one.length).fill("removed"), ...Array<LineKind>(two.length).fill("added")];
  }
  return wayBack(trace, one.length, two.length);
}

/** How far each diagonal gets with each number of edits; undefined if the texts are too far apart. */
function search(one: readonly string[], two: readonly string[]): Map<number, number>[] | undefined {
  const reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edit = 0; edit <= Math.min(one.length + two.length, FAR); edit += 1) {
    trace.push(new Map(reach));
    for (let diagonal = -edit; diagonal <= edit; diagonal += 2) {
      let x = isDown(reach, diagonal, edit) ? (reach.get(diagonal + 1) ?? 0) : (reach.get(diagonal - 1) ?? 0) + 1;
      while (x < one.length && x - diagonal < two.length && one[x] === two[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= one.length && x - diagonal >= two.length) return trace;
    }
  }
  return undefined;
}

function isDown(reach: ReadonlyMap<number, number>, diagonal: number, edit: number): boolean {
  return diagonal === -edit || (diagonal !== edit && (reach.get(diagonal - 1) ?? -1) < (reach.get(diagonal + 1) ?? -1));
}

function wayBack(trace: readonly ReadonlyMap<number, number>[], width: number, height: number): LineKind[] {
  const kinds: LineKind[] = [];
  let [x, y] = [width, height];
  for (let edit = trace.length - 1; edit >= 0; edit -= 1) {
    const reach = trace[edit] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = isDown(reach, diagonal, edit);
    const from = down ? diagonal + 1 : diagonal - 1;
    const [startX, startY] = edit === 0 ? [0, 0] : [reach.get(from) ?? 0, (reach.get(from) ?? 0) - from];
    while (x > startX && y > startY) {
      kinds.push("same");
      [x, y] = [x - 1, y - 1];
    }
    if (edit > 0) kinds.push(down ? "added" : "removed");
    [x, y] = [startX, startY];
  }
  return kinds.reverse();
}

function numbered(kinds: readonly LineKind[], one: readonly string[], two: readonly string[]): DiffLine[] {
  let [before, after] = [0, 0];
  return kinds.map((kind) => {
    if (kind !== "added") before += 1;
    if (kind !== "removed") after += 1;
    return {
      kind,
      text: (kind === "added" ? two[after - 1] : one[before - 1]) ?? "",
      before: kind === "added" ? undefined : before,
      after: kind === "removed" ? undefined : after,
    };
  });
}
