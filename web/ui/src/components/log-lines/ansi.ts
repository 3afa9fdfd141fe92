/// Texts with terminal colours as pieces to draw. They are only ever drawn as text, so nothing in them can become markup.
import Anser from "anser";

/** A piece of text in one look. */
export interface Piece {
  text: string;
  /** Names of classes of the style sheet, `fg-red` for instance; none for plain text. */
  looks: readonly string[];
}

const ESCAPE = "\u001b";
/** What moves the cursor, sets titles or links: it draws nothing here. Colours end with `m` and stay. */
const DEAF = new RegExp(
  `${ESCAPE}(?:\\[[0-9;?]*[@-ln-~]|\\][^${ESCAPE}\u0007]*(?:\u0007|${ESCAPE}\\\\)|[()][A-Z0-9]|[=>78])`,
  "g",
);

/** The pieces of a text. */
export function piecesOf(text: string): Piece[] {
  if (!text.includes(ESCAPE)) return [{ text, looks: [] }];
  const found = Anser.ansiToJson(text.replace(DEAF, ""), { json: true, remove_empty: true, use_classes: true });
  return found.map((entry) => ({
    text: entry.content,
    looks: [...named("fg", entry.fg), ...named("bg", entry.bg), ...entry.decorations],
  }));
}

/** The text alone. */
export function plainOf(text: string): string {
  return text.includes(ESCAPE)
    ? piecesOf(text)
        .map((piece) => piece.text)
        .join("")
    : text;
}

/** The sixteen colours that have a name; of the many others the text keeps its own, which can be read on any ground. */
function named(side: "fg" | "bg", colour: string | null): string[] {
  const name = /^ansi-(?:bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/.exec(colour ?? "")?.[1];
  return name === undefined ? [] : [`${side}-${name}`];
}
