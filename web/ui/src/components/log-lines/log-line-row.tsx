/// One line: when, how serious, where from, and what.
import { ActionIcon, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { piecesOf, plainOf } from "./ansi";
import { foldOf } from "./folding";
import { keyOf, type LogLine } from "./line";
import classes from "./log-lines.module.css";
import { contains, markedPieces } from "./marks";
import { useTimeText } from "./use-time-text";

interface LogLineRowProps {
  line: LogLine;
  source: ReactNode;
  mark: string;
  times: boolean;
  open: boolean;
  target: boolean;
  onToggle: (key: string) => void;
  onPick: ((line: LogLine) => void) | undefined;
}

export const LogLineRow = memo(function LogLineRow(props: LogLineRowProps) {
  const { line, source, mark, times, open, target, onToggle, onPick } = props;
  const { t } = useTranslation("log-lines");
  const timeText = useTimeText();
  // What was searched for is shown, also where the line would be folded.
  const fold = foldOf(line.text, open || (line.text.includes("\n") && contains(plainOf(line.text), mark)));
  return (
    <div className={classes.line} data-level={line.level} data-target={target || undefined}>
      {times && (
        <UnstyledButton
          className={classes.time}
          title={line.at}
          aria-label={t("link", { time: timeText(line.at) })}
          onClick={() => onPick?.(line)}
          disabled={onPick === undefined}
        >
          <time dateTime={line.at}>{timeText(line.at)}</time>
        </UnstyledButton>
      )}
      <span className={classes.level}>{line.level}</span>
      {source !== undefined && <span className={classes.source}>{source}</span>}
      {fold.folds && (
        <ActionIcon
          className={classes.fold}
          size={16}
          variant="subtle"
          color="gray"
          aria-expanded={open}
          aria-label={t(open ? "fold" : "unfold")}
          onClick={() => onToggle(keyOf(line))}
        >
          {open ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
        </ActionIcon>
      )}
      <span className={classes.text}>
        <Pieces text={fold.text} mark={mark} />
        {fold.hidden > 0 && (
          <UnstyledButton className={classes.hidden} onClick={() => onToggle(keyOf(line))}>
            {t("hidden", { count: fold.hidden })}
          </UnstyledButton>
        )}
      </span>
    </div>
  );
});

function Pieces({ text, mark }: { text: string; mark: string }) {
  return markedPieces(piecesOf(text), mark).map((piece, place) => {
    const look = piece.looks.map((name) => classes[name]).join(" ");
    return piece.marked ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the line
      <mark key={place} className={look}>
        {piece.text}
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece is its place in the line
      <span key={place} className={look}>
        {piece.text}
      </span>
    );
  });
}
