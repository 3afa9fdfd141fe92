/// The box that finds nodes by name.
import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { findNodes } from "../../graph/finding";
import type { GraphNode } from "../../graph/shape";
import classes from "./graph-view.module.css";
import { useShownDrawing, useStage } from "./stage-context";

interface Props {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onFound: (id: string) => void;
}

/** Most matches listed at once. */
const LISTED = 8;

/** Finds nodes by name; the arrow keys and Enter choose among the matches. */
export function FindBox({ input, onFound }: Props) {
  const { labels } = useStage();
  const list = useId();
  const finding = useFinding(onFound);
  const { text, open, found, at } = finding;
  return (
    <div className={classes.find}>
      <TextInput
        ref={input}
        size="xs"
        value={text}
        placeholder={labels.find}
        aria-label={labels.find}
        leftSection={<IconSearch size={14} />}
        role="combobox"
        aria-expanded={open && text !== ""}
        aria-controls={list}
        aria-activedescendant={found.nodes[at] ? `${list}-${at}` : undefined}
        onFocus={() => finding.setOpen(true)}
        onBlur={() => finding.setOpen(false)}
        onChange={(event) => finding.type(event.currentTarget.value)}
        onKeyDown={(event) => press(event, finding.keys)}
      />
      {open && text.trim() !== "" && <Matches id={list} found={found} at={at} choose={finding.choose} />}
    </div>
  );
}

/** What has been typed, what it finds, and at which match the keys are. */
function useFinding(onFound: (id: string) => void) {
  const drawing = useShownDrawing();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const found = open ? findNodes(drawing.shape.nodes, text, LISTED) : { count: 0, nodes: [] };
  const choose = (node: GraphNode | undefined): void => {
    if (!node) return;
    setOpen(false);
    onFound(node.id);
  };
  const type = (typed: string): void => {
    setText(typed);
    setOpen(true);
    setAt(0);
  };
  const keys = new Map([
    ["ArrowDown", () => setAt(Math.min(at + 1, found.nodes.length - 1))],
    ["ArrowUp", () => setAt(Math.max(at - 1, 0))],
    ["Enter", () => choose(found.nodes[at])],
    ["Escape", () => setOpen(false)],
  ]);
  return { text, open, found, at, keys, choose, type, setOpen };
}

function press(event: KeyboardEvent, keys: ReadonlyMap<string, () => void>): void {
  const act = keys.get(event.key);
  if (!act) return;
  act();
  event.preventDefault();
  event.stopPropagation();
}

interface MatchesProps {
  readonly id: string;
  readonly found: ReturnType<typeof findNodes>;
  readonly at: number;
  readonly choose: (node: GraphNode) => void;
}

function Matches({ id, found, at, choose }: MatchesProps) {
  const { labels } = useStage();
  return (
    <div className={classes.matches}>
      <div role="listbox" id={id} aria-label={labels.find}>
        {found.nodes.map((node, place) => (
          <div
            key={node.id}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === at}
            className={classes.match}
            onPointerDown={(event) => {
              event.preventDefault();
              choose(node);
            }}
          >
            <span className={classes.label}>{node.label}</span>
            {node.subtitle && <span className={classes.subtitle}>{node.subtitle}</span>}
          </div>
        ))}
      </div>
      <div className={classes.matchCount} role="status">
        {found.count === 0 ? labels.noMatch : labels.matches(found.count)}
      </div>
    </div>
  );
}
