/// What was searched for, within pieces of a text.
import type { Piece } from "./ansi";

/** A piece, or a part of one that was searched for. */
export interface MarkedPiece extends Piece {
  marked: boolean;
}

/** True if a text contains what is searched for; case does not matter, and nothing is in no text. */
export function contains(text: string, wanted: string): boolean {
  return wanted !== "" && text.toLowerCase().includes(wanted.toLowerCase());
}

/** The pieces, cut where a hit begins or ends. A hit may reach over several pieces. */
export function markedPieces(pieces: readonly Piece[], wanted: string): MarkedPiece[] {
  const hits = hitsOf(pieces.map((piece) => piece.text).join(""), wanted);
  let at = 0;
  return pieces.flatMap((piece) => {
    const from = at;
    at += piece.text.length;
    return cutsOf(from, at, hits).map(([start, end, marked]) => ({
      text: piece.text.slice(start - from, end - from),
      looks: piece.looks,
      marked,
    }));
  });
}

type Range = readonly [start: number, end: number];

function hitsOf(text: string, wanted: string): Range[] {
  if (wanted === "") return [];
  const [low, searched] = [text.toLowerCase(), wanted.toLowerCase()];
  // A letter whose small form has another length would shift what is marked.
  if (low.length !== text.length) return [];
  const found: Range[] = [];
  for (let at = low.indexOf(searched); at >= 0; at = low.indexOf(searched, at + searched.length)) {
    found.push([at, at + searched.length]);
  }
  return found;
}

/** The stretches of a piece, each within hits or outside of them. */
function cutsOf(from: number, to: number, hits: readonly Range[]): [start: number, end: number, marked: boolean][] {
  const within = hits.filter(([start, end]) => start < to && end > from);
  const edges = within.flatMap(([start, end]) => [Math.max(start, from), Math.min(end, to)]);
  const points = [...new Set([from, ...edges, to])];
  return points.slice(1).map((end, index) => {
    const start = points[index] ?? from;
    return [start, end, within.some((hit) => hit[0] <= start && end <= hit[1])];
  });
}
