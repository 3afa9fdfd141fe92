/// Text with the colours of terminals, as parts. Nothing of it is ever taken for markup.
import Anser from "anser";

export interface Part {
  text: string;
  /** A colour by its name, as `red` or `bright-red`. */
  color: string | null;
  bold: boolean;
  /** Found by a search. */
  found: boolean;
}

const PREFIX = "ansi-";
const NAMED = /^(bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/;

/** The parts of a line; those that hold what is searched for are apart. */
export function partsOf(text: string, wanted: string): Part[] {
  const chunks = Anser.ansiToJson(text, { json: true, remove_empty: true, use_classes: true });
  return chunks.flatMap(({ content, fg, decorations }) => {
    const name = fg?.startsWith(PREFIX) ? fg.slice(PREFIX.length) : null;
    const color = name !== null && NAMED.test(name) ? name : null;
    const bold = decorations.includes("bold");
    return cut(content, wanted).map(([piece, found]) => ({ text: piece, color, bold, found }));
  });
}

/** A line without its colours. */
export function plain(text: string): string {
  return Anser.ansiToText(text);
}

function cut(text: string, wanted: string): [string, boolean][] {
  if (wanted === "") return [[text, false]];
  const pieces: [string, boolean][] = [];
  const lower = text.toLowerCase();
  const needle = wanted.toLowerCase();
  let at = 0;
  for (let hit = lower.indexOf(needle); hit >= 0; hit = lower.indexOf(needle, at)) {
    if (hit > at) pieces.push([text.slice(at, hit), false]);
    pieces.push([text.slice(hit, hit + needle.length), true]);
    at = hit + needle.length;
  }
  if (at < text.length) pieces.push([text.slice(at), false]);
  return pieces;
}
